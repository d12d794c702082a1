# Fuseki's one jar by its coordinates and its SHA-256 (the same as in requirements/maven.sha256), on a Java runtime.
FROM maven:3.9-eclipse-temurin-17 AS jar
ARG VERSION=5.6.0
ARG SHA256=d28c1eaf703122ee628895a460c20fa4aa60a892f435d403ea8c036f241da1f8
RUN mvn -B -q dependency:copy -Dartifact=org.apache.jena:jena-fuseki-server:${VERSION} -DoutputDirectory=/jar \
 && echo "${SHA256}  /jar/jena-fuseki-server-${VERSION}.jar" | sha256sum --check \
 && mv /jar/jena-fuseki-server-${VERSION}.jar /jar/fuseki.jar

FROM eclipse-temurin:17-jre
RUN useradd --create-home --uid 10001 fuseki && mkdir /data && chown fuseki /data
COPY --from=jar /jar/fuseki.jar /fuseki.jar
USER fuseki
WORKDIR /data
VOLUME /data
EXPOSE 3030
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-jar", "/fuseki.jar"]
