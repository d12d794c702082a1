# `pincite` as its lock file has it, for loading; the publication itself is mounted.
FROM python:3.12-slim
WORKDIR /pincite
COPY requirements/site.lock requirements/site.lock
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements/site.lock
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN pip install --no-cache-dir --no-deps --no-build-isolation . && useradd --uid 10001 pincite
USER pincite
ENTRYPOINT ["pincite"]
