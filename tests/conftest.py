"""Where the test material lies; what is not part of the project is skipped with its reason."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def corpora() -> Path:
    return ROOT / "corpora"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the annotated real documents are not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session on two executor processes that get the package from it; what is installed they share."""
    sql = pytest.importorskip("pyspark.sql", reason="needs pip install 'vnpolicy[spark]'")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Spark needs Java")
    from vnpolicy.corpus.spark import pack

    work = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("SPARK_WORKER_DIR", str(work / "worker"))
        patch.delenv("PYTHONPATH", raising=False)
        patch.chdir(work)
        settings = {
            "spark.archives": f"{pack(work / 'vnpolicy.zip')}#shipped",
            "spark.executorEnv.PYTHONPATH": "shipped",
            "spark.ui.enabled": "false",
            "spark.sql.warehouse.dir": str(work / "warehouse"),
            "spark.sql.execution.arrow.maxRecordsPerBatch": "7",
        }
        session = sql.SparkSession.builder.master("local-cluster[2,1,1024]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
