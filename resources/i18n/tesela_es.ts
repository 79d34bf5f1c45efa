<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>Tesela</name>
        <message>
            <location filename="../../plugin/plugin.py" />
            <location filename="../../plugin/algorithms/provider.py" />
            <location filename="../../plugin/dock/dock.py" />
            <location filename="../../plugin/dock/history/words.py" />
            <location filename="../../plugin/dock/run/panel.py" />
            <location filename="../../plugin/dock/settings/first_start.py" />
            <location filename="../../plugin/dock/settings/options.py" />
            <source>Tesela</source>
            <translation>Tesela</translation>
        </message>
        <message>
            <location filename="../../plugin/plugin.py" />
            <source>Find things in aerial images</source>
            <translation>Encuentra cosas en imágenes aéreas</translation>
        </message>
        <message>
            <location filename="../../plugin/plugin.py" />
            <location filename="../../plugin/dock/help/manual.py" />
            <source>Tesela: manual</source>
            <translation>Tesela: manual</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/areas.py" />
            <source>'{text}' is no rectangle; write xmin,xmax,ymin,ymax and the CRS, as in 1,2,3,4 [EPSG:4326].</source>
            <translation>«{text}» no es un rectángulo; escriba xmin,xmax,ymin,ymax y el SRC, como en 1,2,3,4 [EPSG:4326].</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/areas.py" />
            <source>The rectangle '{text}' has no area; give two different corners.</source>
            <translation>El rectángulo «{text}» no tiene área; dé dos esquinas distintas.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/areas.py" />
            <source>'{text}' is no polygon; write it as in POLYGON((0 0, 1 0, 1 1, 0 0)) [EPSG:4326].</source>
            <translation>«{text}» no es un polígono; escríbalo como en POLYGON((0 0, 1 0, 1 1, 0 0)) [EPSG:4326].</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/areas.py" />
            <source>The polygon has no area; give at least three corners that lie on no line.</source>
            <translation>El polígono no tiene área; dé al menos tres vértices que no estén en una línea.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/areas.py" />
            <source>'{text}' is no coordinate reference system; name one such as EPSG:4326.</source>
            <translation>«{text}» no es un sistema de referencia de coordenadas; nombre uno como EPSG:4326.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/areas.py" />
            <source>The area reaches beyond where {crs} is defined; draw it closer to the raster.</source>
            <translation>El área llega más allá de donde está definido {crs}; dibújela más cerca del ráster.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/areas.py" />
            <source>The area cannot be kept in {path}: {reason}; make room there, or use a polygon layer.</source>
            <translation>El área no se puede guardar en {path}: {reason}; haga sitio allí, o use una capa de polígonos.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/rasters.py" />
            <source>'{name}' is no raster layer; choose a raster.</source>
            <translation>«{name}» no es una capa ráster; elija un ráster.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/rasters.py" />
            <source>The raster layer '{name}' is broken: {source} cannot be opened; mend its source.</source>
            <translation>La capa ráster «{name}» está rota: no se puede abrir {source}; repare su fuente.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/rasters.py" />
            <source>'{name}' is a layer of the provider '{provider}', which cannot be streamed to the worker. Save it as a GeoTIFF (right click on the layer, Export, Save As…) over the area that you need, and run on that.</source>
            <translation>«{name}» es una capa del proveedor «{provider}», que no se puede transmitir al proceso auxiliar. Guárdela como GeoTIFF (botón derecho sobre la capa, Exportar, Guardar como…) en el área que necesite, y ejecute con él.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/rasters.py" />
            <source>The layer '{name}' is opened with the GDAL options {options}, which the worker does not know. Save it as a GeoTIFF, and run on that.</source>
            <translation>La capa «{name}» se abre con las opciones de GDAL {options}, que el proceso auxiliar no conoce. Guárdela como GeoTIFF, y ejecute con él.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/rasters.py" />
            <source>{name} has no CRS of its own; the one of its layer is used: {crs}</source>
            <translation>{name} no tiene SRC propio; se usa el de su capa: {crs}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/rasters.py" />
            <source>The layer {name} is shown in {shown}, but its file says {own}; the file's CRS is used, so results may lie elsewhere than the layer is drawn.</source>
            <translation>La capa {name} se muestra en {shown}, pero su archivo dice {own}; se usa el SRC del archivo, así que los resultados pueden quedar en otro sitio que la capa dibujada.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/rasters.py" />
            <source>These rasters have no CRS of their own and their layers give them different ones ({crs}); run them one by one.</source>
            <translation>Estos rásters no tienen SRC propio y sus capas les dan SRC distintos ({crs}); ejecútelos uno por uno.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/vectors.py" />
            <source>Cancelled while the layer was copied; nothing has been run yet.</source>
            <translation>Cancelado mientras se copiaba la capa; todavía no se ha ejecutado nada.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/vectors.py" />
            <source>The layer '{name}' could not be copied to {path} for the worker: {reason}</source>
            <translation>No se pudo copiar la capa «{name}» a {path} para el proceso auxiliar: {reason}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/vectors.py" />
            <source>The folder {path} cannot be made: {reason}; choose another one.</source>
            <translation>No se puede crear la carpeta {path}: {reason}; elija otra.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_fetch.py" />
            <source>'{name}' cannot be read apart from its layer; save it as a GeoTIFF, and run on that.</source>
            <translation>«{name}» no se puede leer aparte de su capa; guárdela como GeoTIFF, y ejecute con él.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_fetch.py" />
            <source>'{name}' was fetched before for this run; {path} is used again.</source>
            <translation>«{name}» ya se descargó para esta ejecución; se usa {path} otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_fetch.py" />
            <source>{path} cannot be written: {reason}. Check the space and the rights there.</source>
            <translation>No se puede escribir {path}: {reason}. Compruebe allí el espacio y los permisos.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_fetch.py" />
            <source>{path} cannot be opened; delete it and run again.</source>
            <translation>No se puede abrir {path}; bórrelo y ejecute otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_fetch.py" />
            <source>{blank} of {cells} tiles of '{name}' came without pixels and count as no data; the server said: {said}. To fetch them again, use another run folder.</source>
            <translation>{blank} de {cells} teselas de «{name}» llegaron sin píxeles y cuentan como sin datos; el servidor dijo: {said}. Para descargarlas otra vez, use otra carpeta de ejecución.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_fetch.py" />
            <source>{blank} of {cells} tiles of '{name}' are empty at their source and count as no data.</source>
            <translation>{blank} de {cells} teselas de «{name}» están vacías en su origen y cuentan como sin datos.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_fetch.py" />
            <source>it has nothing there</source>
            <translation>no tiene nada allí</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_fetch.py" />
            <source>No pixel of '{name}' could be fetched: {said}. Check the network, the layer and the area.</source>
            <translation>No se pudo descargar ningún píxel de «{name}»: {said}. Compruebe la red, la capa y el área.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_fetch.py" />
            <source>Cancelled while '{name}' was fetched; nothing has been run yet.</source>
            <translation>Cancelado mientras se descargaba «{name}»; todavía no se ha ejecutado nada.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_pixels.py" />
            <source>The bands of '{name}' are of kinds that cannot go into one file; save it as a GeoTIFF first.</source>
            <translation>Las bandas de «{name}» son de tipos que no caben en un mismo archivo; guárdela antes como GeoTIFF.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_pixels.py" />
            <source>it was cut short, probably because the disk is full</source>
            <translation>quedó cortado, probablemente porque el disco está lleno</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_rasters.py" />
            <source>'{name}': {amount} will be fetched from its source before the run, with a margin around the area ({metres:.2g} m a pixel; up to {limit:,.0f} megapixels are allowed).</source>
            <translation>«{name}»: se descargarán {amount} de su origen antes de la ejecución, con un margen alrededor del área ({metres:.2g} m por píxel; se permiten hasta {limit:,.0f} megapíxeles).</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_rasters.py" />
            <source>That is the finest it offers; the model was trained on {gsd:g} m, so expect to miss much.</source>
            <translation>Es lo más fino que ofrece; el modelo se entrenó con {gsd:g} m, así que cuente con que omitirá mucho.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_rasters.py" />
            <source>{pixels:,.1f} megapixels (about {tiles:,} tiles of zoom level {zoom})</source>
            <translation>{pixels:,.1f} megapíxeles (unas {tiles:,} teselas del nivel de zoom {zoom})</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_rasters.py" />
            <source>{pixels:,.1f} megapixels (about {tiles:,} tiles)</source>
            <translation>{pixels:,.1f} megapíxeles (unas {tiles:,} teselas)</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_rasters.py" />
            <source>{pixels:,.1f} megapixels</source>
            <translation>{pixels:,.1f} megapíxeles</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_rasters.py" />
            <source>'{name}' has no CRS, so the size of its pixels on the ground is not known; set its CRS.</source>
            <translation>«{name}» no tiene SRC, así que no se conoce el tamaño de sus píxeles en el terreno; asígnele un SRC.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_rasters.py" />
            <source>'{name}' covers the whole world; choose an area, such as the visible extent.</source>
            <translation>«{name}» cubre el mundo entero; elija un área, como la extensión visible.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_rasters.py" />
            <source>The area does not meet '{name}'; draw it over the layer, and check the area's CRS.</source>
            <translation>El área no toca «{name}»; dibújela sobre la capa, y compruebe el SRC del área.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_rasters.py" />
            <source>The area is too long to fetch '{name}' over it in one piece; choose a shorter one.</source>
            <translation>El área es demasiado larga para descargar «{name}» en una pieza; elija una más corta.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_rasters.py" />
            <source>{pixels:,.0f} megapixels</source>
            <translation>{pixels:,.0f} megapíxeles</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_rasters.py" />
            <source>'{name}' would need {amount} over this area with its margin, but up to {limit:,.0f} megapixels are allowed; choose a smaller area, or raise the limit in Settings, Options, Tesela.</source>
            <translation>«{name}» necesitaría {amount} en esta área con su margen, pero se permiten hasta {limit:,.0f} megapíxeles; elija un área menor, o suba el límite en Configuración, Opciones, Tesela.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_rasters.py" />
            <source>The size of pixels on the ground is not known at {x:.6g}, {y:.6g}; choose another area.</source>
            <translation>No se conoce el tamaño de los píxeles en el terreno en {x:.6g}, {y:.6g}; elija otra área.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/inputs/web_rasters.py" />
            <location filename="../../plugin/algorithms/values.py" />
            <source>The area is empty; draw a larger one, or leave it out.</source>
            <translation>El área está vacía; dibuje una mayor, o déjela fuera.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/live/map.py" />
            <source>Score {threshold} or more</source>
            <translation>Puntuación {threshold} o más</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/quantities.py" />
            <source>{number:.0f} s</source>
            <translation>{number:.0f} s</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/quantities.py" />
            <source>{number:.0f} min</source>
            <translation>{number:.0f} min</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/quantities.py" />
            <source>{number:.1f} h</source>
            <translation>{number:.1f} h</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/quantities.py" />
            <source>{area} m²</source>
            <translation>{area} m²</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/quantities.py" />
            <source>{area} ha</source>
            <translation>{area} ha</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/quantities.py" />
            <source>{area} km²</source>
            <translation>{area} km²</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/change_words.py" />
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>New</source>
            <translation>Nuevo</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/change_words.py" />
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Gone</source>
            <translation>Desaparecido</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/change_words.py" />
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Moved</source>
            <translation>Desplazado</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/change_words.py" />
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Relabelled</source>
            <translation>Con otra etiqueta</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/change_words.py" />
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>The same</source>
            <translation>Igual</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/changes.py" />
            <source>The feature {id} cannot be brought into {crs}: {reason}. Save both layers in one CRS, then compare.</source>
            <translation>El objeto {id} no se puede pasar a {crs}: {reason}. Guarde ambas capas en un mismo SRC y compárelas después.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/changes.py" />
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>The comparison was cancelled; nothing was written.</source>
            <translation>La comparación se canceló; no se escribió nada.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/layers.py" />
            <location filename="../../plugin/algorithms/detect.py" />
            <source>Detections</source>
            <translation>Detecciones</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/layers.py" />
            <location filename="../../plugin/algorithms/detect.py" />
            <location filename="../../plugin/algorithms/select.py" />
            <source>Detection centres</source>
            <translation>Centros de las detecciones</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/layers.py" />
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <source>Buildings</source>
            <translation>Edificios</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/layers.py" />
            <location filename="../../plugin/bridge/results/styles.py" />
            <location filename="../../plugin/algorithms/label.py" />
            <source>Labels</source>
            <translation>Etiquetas</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/layers.py" />
            <location filename="../../plugin/algorithms/regress.py" />
            <location filename="../../plugin/dock/models/card_text.py" />
            <location filename="../../plugin/dock/run/raster_tables.py" />
            <source>Values</source>
            <translation>Valores</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/layers.py" />
            <location filename="../../plugin/bridge/results/styles.py" />
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <location filename="../../plugin/algorithms/explain.py" />
            <source>Photographs</source>
            <translation>Fotografías</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/layers.py" />
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>Places</source>
            <translation>Lugares</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/layers.py" />
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>Changes</source>
            <translation>Cambios</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/layers.py" />
            <location filename="../../plugin/algorithms/segment.py" />
            <source>Polygons</source>
            <translation>Polígonos</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/layers.py" />
            <source>The style of the layer '{name}' could not be read.</source>
            <translation>No se pudo leer el estilo de la capa «{name}».</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <location filename="../../plugin/algorithms/explain.py" />
            <location filename="../../plugin/dock/result/form.py" />
            <location filename="../../plugin/dock/run/threshold_fields.py" />
            <source>Label</source>
            <translation>Etiqueta</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Score</source>
            <translation>Puntuación</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <location filename="../../plugin/algorithms/parameters.py" />
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>Area</source>
            <translation>Área</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <location filename="../../plugin/bridge/runs/layer_metadata.py" />
            <location filename="../../plugin/dock/run/raster_form.py" />
            <location filename="../../plugin/dock/run/raster_tables.py" />
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Raster</source>
            <translation>Ráster</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <location filename="../../plugin/algorithms/parameters.py" />
            <location filename="../../plugin/dock/history/form.py" />
            <location filename="../../plugin/dock/history/words.py" />
            <location filename="../../plugin/dock/run/model_picker.py" />
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Model</source>
            <translation>Modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Longitude, latitude</source>
            <translation>Longitud, latitud</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Class</source>
            <translation>Clase</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Photograph</source>
            <translation>Fotografía</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Heading</source>
            <translation>Rumbo</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Place</source>
            <translation>Lugar</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Value</source>
            <translation>Valor</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Flag</source>
            <translation>Marca</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <location filename="../../plugin/dock/models/card_text.py" />
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>none</source>
            <translation>ninguno</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Change</source>
            <translation>Cambio</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Label before, after</source>
            <translation>Etiqueta antes, después</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Score before, after</source>
            <translation>Puntuación antes, después</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Area before, after</source>
            <translation>Área antes, después</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Overlap (IoU)</source>
            <translation>Superposición (IoU)</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>Distance, bearing</source>
            <translation>Distancia, rumbo</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>State</source>
            <translation>Estado</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>1: the strongest explained</source>
            <translation>1: lo más fuerte que se explicó</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>intact</source>
            <translation>intacto</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>destroyed</source>
            <translation>destruido</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>below {bound}</source>
            <translation>menos de {bound}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>{bound} and more</source>
            <translation>{bound} y más</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>flagged (the map tip says why)</source>
            <translation>marcado (el aviso del mapa dice por qué)</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/results/styles.py" />
            <source>no class</source>
            <translation>sin clase</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/review/copy.py" />
            <source>{path} is open in this project as '{name}'; choose another file name.</source>
            <translation>{path} está abierto en este proyecto como «{name}»; elija otro nombre de archivo.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/review/copy.py" />
            <source>The copy of '{name}' could not be written to {path}: {reason}. Choose another folder.</source>
            <translation>No se pudo escribir la copia de «{name}» en {path}: {reason}. Elija otra carpeta.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/review/feature_rasters.py" />
            <source>{count} rasters of this run are named '{name}', because it was made by an earlier version of Tesela, which did not tell them apart; run it again.</source>
            <translation>{count} rásters de esta ejecución se llaman '{name}', porque la hizo una versión anterior de Tesela, que no los distinguía; vuelva a ejecutarla.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/review/feature_rasters.py" />
            <source>The project has several rasters named '{name}', and nothing tells which of them this was found in; remove the others from the project.</source>
            <translation>El proyecto tiene varios rásters llamados '{name}' y nada dice en cuál de ellos se encontró esto; quite los demás del proyecto.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/review/feature_rasters.py" />
            <source>The project has another raster named like {path}, but not that one, in which this was found; add it to the project.</source>
            <translation>El proyecto tiene otro ráster que se llama como {path}, pero no ese, en el que se encontró esto; añádalo al proyecto.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/review/map.py" />
            <location filename="../../plugin/bridge/review/verdict_fields.py" />
            <source>Verdict</source>
            <translation>Veredicto</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/review/map.py" />
            <source>By verdict</source>
            <translation>Por veredicto</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/review/verdict_fields.py" />
            <source>The layer '{name}' is set to read-only</source>
            <translation>La capa «{name}» está puesta como de solo lectura</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/review/verdict_fields.py" />
            <source>The source of the layer '{name}' cannot be written</source>
            <translation>No se puede escribir en la fuente de la capa «{name}»</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/review/verdict_fields.py" />
            <source>The source of the layer '{name}' takes no new columns</source>
            <translation>La fuente de la capa «{name}» no admite columnas nuevas</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/review/verdict_fields.py" />
            <source>{reason}, so verdicts cannot be kept in it. Save a copy as GeoPackage and review that.</source>
            <translation>{reason}, así que no se pueden guardar veredictos en ella. Guarde una copia como GeoPackage y revise esa.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/review/verdict_fields.py" />
            <source>The columns {names} could not be added to the layer '{name}': {reason}. Save a copy as GeoPackage and review that.</source>
            <translation>No se pudieron añadir las columnas {names} a la capa «{name}»: {reason}. Guarde una copia como GeoPackage y revise esa.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/review/verdict_fields.py" />
            <source>The layer '{name}' has lost its columns for verdicts; add them again.</source>
            <translation>La capa «{name}» ha perdido sus columnas de veredictos; añádalas de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/review/verdict_fields.py" />
            <source>The verdict was not stored in the layer '{name}': {reason}. Check that its file can be written and that no other program has it open, then say it again.</source>
            <translation>El veredicto no se guardó en la capa «{name}»: {reason}. Compruebe que se pueda escribir en su archivo y que ningún otro programa lo tenga abierto, y dígalo otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/review/verdict_fields.py" />
            <source>the source gave no reason</source>
            <translation>la fuente no dio motivo</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/command_line.py" />
            <source>The command takes the whole layer where the run took its selected features only.</source>
            <translation>La orden toma la capa entera, mientras que la ejecución tomó solo sus objetos seleccionados.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/command_line.py" />
            <source>Name files in the place of the temporary outputs, or the command keeps nothing.</source>
            <translation>Ponga nombres de archivo en lugar de las salidas temporales; si no, la orden no conserva nada.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/folder.py" />
            <source>{path} does not say which model made this run ({reason}); choose the folder of a finished run.</source>
            <translation>{path} no dice qué modelo hizo esta ejecución ({reason}); elija la carpeta de una ejecución terminada.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/history.py" />
            <source>A run's id has letters, digits, - and _ only, but '{id}' was given.</source>
            <translation>El identificador de una ejecución solo tiene letras, cifras, - y _, pero se dio «{id}».</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/history.py" />
            <source>A run ends as {ends}, but '{end}' was given.</source>
            <translation>Una ejecución termina como {ends}, pero se dio «{end}».</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/history.py" />
            <source>the entry</source>
            <translation>la entrada</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/kept_folders.py" />
            <source>A folder for the run cannot be made in {folder} ({reason}); choose another folder for runs in Settings &gt; Options &gt; Tesela.</source>
            <translation>No se puede crear una carpeta para la ejecución en {folder} ({reason}); elija otra carpeta de ejecuciones en Configuración &gt; Opciones &gt; Tesela.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/kept_folders.py" />
            <source>{folder} holds too many runs of this day; remove some.</source>
            <translation>{folder} contiene demasiadas ejecuciones de este día; quite algunas.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/kept_folders.py" />
            <source>{folder} is no run that Tesela keeps, so it is not removed.</source>
            <translation>{folder} no es una ejecución que guarde Tesela, así que no se quita.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/kept_folders.py" />
            <source>{folder} is being written right now; cancel that run first.</source>
            <translation>Se está escribiendo en {folder} ahora mismo; cancele antes esa ejecución.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/kept_folders.py" />
            <source>{folder} cannot be removed ({reason}); close what has its files open, then try again.</source>
            <translation>No se puede quitar {folder} ({reason}); cierre lo que tenga abiertos sus archivos y pruebe otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/layer_metadata.py" />
            <source>{title} in {rasters}</source>
            <translation>{title} en {rasters}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/layer_metadata.py" />
            <source>What the model {model} found in {rasters}. Nobody has checked it unless the layer says so.</source>
            <translation>Lo que el modelo {model} encontró en {rasters}. Nadie lo ha comprobado, salvo que la capa lo diga.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/layer_metadata.py" />
            <source>Model: {licence}</source>
            <translation>Modelo: {licence}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/layer_metadata.py" />
            <location filename="../../plugin/algorithms/check.py" />
            <location filename="../../plugin/algorithms/evaluate.py" />
            <location filename="../../plugin/algorithms/explain.py" />
            <location filename="../../plugin/algorithms/parameters.py" />
            <location filename="../../plugin/dock/history/words.py" />
            <source>Run folder</source>
            <translation>Carpeta de ejecución</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/layer_metadata.py" />
            <source>The metadata could not be written into {source}: {reason}. The project keeps it.</source>
            <translation>No se pudieron escribir los metadatos en {source}: {reason}. El proyecto los conserva.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/layers.py" />
            <source>Its temporary layers are empty, because their features are not kept with the project.</source>
            <translation>Sus capas temporales están vacías, porque sus entidades no se guardan con el proyecto.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/layers.py" />
            <source>Missing in the project: {layers}. Show adds them again.</source>
            <translation>Faltan en el proyecto: {layers}. Mostrar las añade de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/layers.py" />
            <source>Its layers are gone, from the project and from the disk: {layers}. Run it again to get them back.</source>
            <translation>Sus capas ya no están, ni en el proyecto ni en el disco: {layers}. Ejecútela otra vez para recuperarlas.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/layers.py" />
            <source>Its run folder is gone, so another threshold needs a new run.</source>
            <translation>Su carpeta de ejecución ya no está, así que otro umbral necesita una ejecución nueva.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance.py" />
            <source>{place} does not say how its features came about; choose the folder of a finished run.</source>
            <translation>{place} no dice cómo surgieron sus objetos; elija la carpeta de una ejecución terminada.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>{count} in all</source>
            <translation>{count} en total</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>{count} scored</source>
            <translation>{count} puntuadas</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>{count} without data</source>
            <translation>{count} sin datos</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>{count} failed</source>
            <translation>{count} fallidas</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>{count} outside the area</source>
            <translation>{count} fuera del área</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>{count} padded</source>
            <translation>{count} rellenadas</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>{count} partly damaged</source>
            <translation>{count} dañadas en parte</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>{count} without data in the middle</source>
            <translation>{count} sin datos en el centro</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>{count} of a single colour</source>
            <translation>{count} de un solo color</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>{count} missing</source>
            <translation>{count} ausentes</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>{count} unreadable</source>
            <translation>{count} ilegibles</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>{count} without a path</source>
            <translation>{count} sin ruta</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>{when}: written by Tesela {version}, run {run}</source>
            <translation>{when}: escrito por Tesela {version}, ejecución {run}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>unknown date</source>
            <translation>fecha desconocida</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>Scoring started: {when}</source>
            <translation>Comienzo de la puntuación: {when}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>Model: {model}</source>
            <translation>Modelo: {model}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>Checksum of the model's weights (SHA-256): {sum}</source>
            <translation>Suma de verificación de los pesos del modelo (SHA-256): {sum}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>Thresholds: {thresholds}</source>
            <translation>Umbrales: {thresholds}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>Thresholds chosen by the rule: {rule}</source>
            <translation>Umbrales elegidos según la regla: {rule}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>Options of the selection: {options}</source>
            <translation>Opciones de la selección: {options}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>Raster: {path}</source>
            <translation>Ráster: {path}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source> (SHA-256 of its ends: {sum})</source>
            <translation> (SHA-256 de sus extremos: {sum})</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>Device: {device}; runtime: {runtime}</source>
            <translation>Dispositivo: {device}; motor: {runtime}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>Windows: {windows}</source>
            <translation>Ventanas: {windows}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/runs/provenance_words.py" />
            <source>Seconds of scoring: {seconds:.1f}</source>
            <translation>Segundos de puntuación: {seconds:.1f}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/worker/background.py" />
            <source>{kind}: {reason}. View &gt; Panels &gt; Log messages &gt; Tesela has the details.</source>
            <translation>{kind}: {reason}. Los detalles están en Ver &gt; Paneles &gt; Mensajes de registro &gt; Tesela.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/worker/background.py" />
            <source>This was cancelled.</source>
            <translation>Esto se canceló.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/worker/check.py" />
            <source>The network could not be checked for code ({reason}); repair the worker's environment, then try again.</source>
            <translation>No se pudo comprobar si la red contiene código ({reason}); repare el entorno del proceso auxiliar y pruebe otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/worker/check.py" />
            <source>Checking the model was cancelled.</source>
            <translation>La comprobación del modelo se canceló.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py" />
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <location filename="../../plugin/algorithms/select.py" />
            <source>Features</source>
            <translation>Objetos</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py" />
            <location filename="../../plugin/algorithms/check.py" />
            <location filename="../../plugin/dock/history/words.py" />
            <location filename="../../plugin/dock/run/raster_tables.py" />
            <source>Windows</source>
            <translation>Ventanas</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py" />
            <source>Windows scored</source>
            <translation>Ventanas puntuadas</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py" />
            <source>Windows without data</source>
            <translation>Ventanas sin datos</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py" />
            <source>Windows failed</source>
            <translation>Ventanas fallidas</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py" />
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <location filename="../../plugin/algorithms/explain.py" />
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <location filename="../../plugin/dock/history/form.py" />
            <source>Seconds</source>
            <translation>Segundos</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py" />
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>Results of the worker (GeoPackage)</source>
            <translation>Resultados del proceso auxiliar (GeoPackage)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py" />
            <location filename="../../plugin/dock/history/words.py" />
            <location filename="../../plugin/dock/run/form.py" />
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py" />
            <source>The worker's results {path} lack the layer {kind}.</source>
            <translation>A los resultados {path} del proceso auxiliar les falta la capa {kind}.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py" />
            <location filename="../../plugin/algorithms/destinations.py" />
            <source>Cancelled while the results were copied; they are in {path}.</source>
            <translation>Cancelado mientras se copiaban los resultados; están en {path}.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py" />
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <source>A feature could not be written to {name}: {reason}. The results are also in {path}.</source>
            <translation>No se pudo escribir un objeto en {name}: {reason}. Los resultados también están en {path}.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py" />
            <source>A raster of its own for the next input: {path}</source>
            <translation>Un ráster propio para la siguiente entrada: {path}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>Check before a run</source>
            <translation>Comprobar antes de ejecutar</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>Says what a run over rasters would meet, need and take, and what would mend it; writes nothing.</source>
            <translation>Dice qué encontraría, necesitaría y tardaría una ejecución sobre rásters, y qué lo remediaría; no escribe nada.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>Looks at rasters, model and machine as a run would: resolution, bands, bit depth, no data, units, file layout, area, windows, memory, disk and device. What a run would refuse is an error; what would make its result poor, late or incomplete is a warning; each comes with what to do about it.

It takes the parameters of the algorithms that run models over rasters, and writes nothing. With measuring, a few windows are really run, so that the time of the entire run can be told.</source>
            <translation>Mira los rásters, el modelo y el equipo como lo haría una ejecución: resolución, bandas, profundidad de bits, sin datos, unidades, estructura del archivo, área, ventanas, memoria, disco y dispositivo. Lo que una ejecución rechazaría es un error; lo que haría su resultado pobre, tardío o incompleto es una advertencia; cada cosa viene con lo que se puede hacer.

Toma los parámetros de los algoritmos que ejecutan modelos sobre rásters, y no escribe nada. Con la medición se ejecutan de verdad unas pocas ventanas, para poder decir cuánto dura la ejecución entera.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>deep learning,check,estimate,time,memory,resolution,bands,no data</source>
            <translation>aprendizaje profundo,comprobación,estimación,tiempo,memoria,resolución,bandas,sin datos</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>Measure the time</source>
            <translation>Medir el tiempo</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>Loads the model and runs a few windows of the area, which takes some seconds.</source>
            <translation>Carga el modelo y ejecuta unas pocas ventanas del área, lo que tarda unos segundos.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>Where the run would keep its scores; the free space there is looked at.</source>
            <translation>Donde la ejecución guardaría sus puntuaciones; se mira el espacio libre que hay.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>Report (JSON)</source>
            <translation>Informe (JSON)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>Errors</source>
            <translation>Errores</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>Warnings</source>
            <translation>Advertencias</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>Expected seconds of the run</source>
            <translation>Segundos esperados de la ejecución</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>Expected memory (MB)</source>
            <translation>Memoria esperada (MB)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>Expected disk space (MB)</source>
            <translation>Espacio de disco esperado (MB)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>{raster}: {width} x {height} pixels, {layout}, {dtype}, no data: {nodata}, {windows} windows</source>
            <translation>{raster}: {width} x {height} píxeles, {layout}, {dtype}, sin datos: {nodata}, {windows} ventanas</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>Expected time: {time}, measured on {count} windows on {device}</source>
            <translation>Tiempo esperado: {time}, medido en {count} ventanas en {device}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>Expected memory: {memory:.0f} MB; disk: {disk:.0f} MB of {free:.0f} MB that are free</source>
            <translation>Memoria esperada: {memory:.0f} MB; disco: {disk:.0f} MB de {free:.0f} MB libres</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/check.py" />
            <source>A run would fail: {text}</source>
            <translation>Una ejecución fallaría: {text}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>Classify photographs at points</source>
            <translation>Clasificar fotografías en puntos</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>The class of street-level photographs that a point layer names, and of each place.</source>
            <translation>La clase de las fotografías a pie de calle que nombra una capa de puntos, y la de cada lugar.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>Reads the photographs that the points of a layer name, classifies each with a trained model, and writes a point a photograph (class, scores, heading and the path, which the map tip shows as a picture) and a point a place, over all of its photographs.

Several photographs may stand at one place, such as the headings 0, 90, 180 and 270. Photographs that are missing or cannot be read are counted and keep their point, without a class.

No model for photographs is bundled: train one from a labelled point layer with 'tesela train'.</source>
            <translation>Lee las fotografías que nombran los puntos de una capa, clasifica cada una con un modelo entrenado, y escribe un punto por fotografía (clase, puntuaciones, rumbo y la ruta, que el aviso del mapa muestra como imagen) y un punto por lugar, sobre todas sus fotografías.

En un lugar puede haber varias fotografías, como las de los rumbos 0, 90, 180 y 270. Las fotografías que faltan o que no se pueden leer se cuentan y conservan su punto, sin clase.

No se incluye ningún modelo para fotografías: entrene uno con una capa de puntos etiquetada y «tesela train».</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>deep learning,photographs,street view,street-level,images,points,classification</source>
            <translation>aprendizaje profundo,fotografías,vista de calle,pie de calle,imágenes,puntos,clasificación</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>Points</source>
            <translation>Puntos</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>A layer of points, each with the path of a photograph.</source>
            <translation>Una capa de puntos, cada uno con la ruta de una fotografía.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>Folder of the photographs</source>
            <translation>Carpeta de las fotografías</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>Where relative paths start. Empty: the folder of the layer's own file, or the project's folder for layers without a file.</source>
            <translation>Donde empiezan las rutas relativas. Vacío: la carpeta del archivo de la capa, o la del proyecto para capas sin archivo.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>Field of the photograph</source>
            <translation>Campo de la fotografía</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>The field with each photograph's path. Empty: 'photo'.</source>
            <translation>El campo con la ruta de cada fotografía. Vacío: «photo».</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>Field of the heading</source>
            <translation>Campo del rumbo</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>The field with the direction of view, in degrees from north. Empty: not known.</source>
            <translation>El campo con la dirección de la vista, en grados desde el norte. Vacío: desconocida.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>Field of the place</source>
            <translation>Campo del lugar</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>Photographs with the same value are one place. Empty: points of the same coordinates are.</source>
            <translation>Las fotografías con el mismo valor son un lugar. Vacío: lo son los puntos con las mismas coordenadas.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>A point for each photograph, with class, scores, path, heading and place.</source>
            <translation>Un punto por fotografía, con clase, puntuaciones, ruta, rumbo y lugar.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>A point for each place, with the class and the score over its photographs, and their count.</source>
            <translation>Un punto por lugar, con la clase y la puntuación sobre sus fotografías, y su número.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>Keeps what the worker wrote.</source>
            <translation>Conserva lo que escribió el proceso auxiliar.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>Photographs counted</source>
            <translation>Fotografías contadas</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify_photos.py" />
            <source>Places counted</source>
            <translation>Lugares contados</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>Compare two runs</source>
            <translation>Comparar dos ejecuciones</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>What is new, gone, moved, relabelled or the same between two layers of polygons.</source>
            <translation>Qué es nuevo, ha desaparecido, se ha desplazado, tiene otra etiqueta o es igual entre dos capas de polígonos.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>Compares the detections or buildings of two runs, or any two layers of polygons, in any CRS, and writes one layer that says of each feature what became of it:

same: it overlaps a feature of the same class by at least the least IoU; its score and outline may differ, and the columns say by how much;
relabelled: it overlaps one of another class by that much;
moved: the centre of a feature of the same class lies within reach; distance and bearing say where it went;
new or gone: none of these.

Features are matched one to one, the best pairs first. Areas and distances are measured on the ellipsoid. New, moved, relabelled and same features have their outline of after, gone ones that of before. Nothing but QGIS is needed.</source>
            <translation>Compara las detecciones o los edificios de dos ejecuciones, o dos capas cualesquiera de polígonos, en cualquier SRC, y escribe una capa que dice de cada objeto qué fue de él:

igual: se superpone a un objeto de la misma clase al menos en la IoU mínima; su puntuación y su contorno pueden diferir, y las columnas dicen cuánto;
con otra etiqueta: se superpone otro tanto a uno de otra clase;
desplazado: el centro de un objeto de la misma clase está dentro del alcance; la distancia y el rumbo dicen adónde fue;
nuevo o desaparecido: nada de esto.

Los objetos se emparejan uno a uno, primero las mejores parejas. Las áreas y distancias se miden en el elipsoide. Los objetos nuevos, desplazados, con otra etiqueta e iguales tienen su contorno de después; los desaparecidos, el de antes. Solo hace falta QGIS.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>compare,change,difference,new,gone,moved,before,after,IoU,history</source>
            <translation>comparar,cambio,diferencia,nuevo,desaparecido,desplazado,antes,después,IoU,historial</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>Before</source>
            <translation>Antes</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>After</source>
            <translation>Después</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>The polygons of the earlier run.</source>
            <translation>Los polígonos de la ejecución anterior.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>The polygons of the later run; the result is in their CRS.</source>
            <translation>Los polígonos de la ejecución posterior; el resultado está en su SRC.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>Least IoU</source>
            <translation>IoU mínima</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>From this intersection over union on, two polygons are the same feature.</source>
            <translation>A partir de esta intersección sobre unión, dos polígonos son el mismo objeto.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>Reach (m)</source>
            <translation>Alcance (m)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>Up to this distance of the centres, a feature has moved. 0: nothing counts as moved.</source>
            <translation>Hasta esta distancia entre los centros, un objeto se ha desplazado. 0: nada cuenta como desplazado.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>Field of the class</source>
            <translation>Campo de la clase</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>The field with the class, in both layers. Empty: label, labels or class, where both have it.</source>
            <translation>El campo con la clase, en ambas capas. Vacío: label, labels o class, donde ambas lo tengan.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>Field of the score</source>
            <translation>Campo de la puntuación</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>The field with the score. Empty: score or value.</source>
            <translation>El campo con la puntuación. Vacío: score o value.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>A multipolygon for each feature, with what became of it.</source>
            <translation>Un multipolígono por objeto, con lo que fue de él.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>New features</source>
            <translation>Objetos nuevos</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>Features gone</source>
            <translation>Objetos desaparecidos</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>Features moved</source>
            <translation>Objetos desplazados</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>Features relabelled</source>
            <translation>Objetos con otra etiqueta</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>Features that are the same</source>
            <translation>Objetos que son iguales</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>The layer '{name}' has no CRS, but the other one has; set its CRS, then compare.</source>
            <translation>La capa «{name}» no tiene SRC, pero la otra sí; asígnele su SRC y compare después.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>The layers have no CRS: areas and distances stay empty, and nothing counts as moved.</source>
            <translation>Las capas no tienen SRC: las áreas y distancias quedan vacías, y nada cuenta como desplazado.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <location filename="../../plugin/algorithms/values.py" />
            <source>The layer given as {name} cannot be read; choose another one.</source>
            <translation>No se puede leer la capa dada como {name}; elija otra.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>The layer '{layer}' has no field '{field}'; its fields are {fields}.</source>
            <translation>La capa «{layer}» no tiene el campo «{field}»; sus campos son {fields}.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>'{name}': {count} features without a polygon are left out.</source>
            <translation>«{name}»: se dejan fuera {count} objetos sin polígono.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>Cancelled while the changes were written; {path} is not complete.</source>
            <translation>Cancelado mientras se escribían los cambios; {path} no está completo.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>A change could not be written to {name}: {reason}.</source>
            <translation>No se pudo escribir un cambio en {name}: {reason}.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare_runs.py" />
            <source>{new} new, {gone} gone, {moved} moved, {relabelled} relabelled, {same} the same</source>
            <translation>{new} nuevos, {gone} desaparecidos, {moved} desplazados, {relabelled} con otra etiqueta, {same} iguales</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/destinations.py" />
            <source>{path}: rasters are written as GeoTIFF; let the name end in .tif.</source>
            <translation>{path}: los rásters se escriben como GeoTIFF; el nombre debe terminar en .tif.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/destinations.py" />
            <source>{path} is a folder; name a file in it.</source>
            <translation>{path} es una carpeta; nombre un archivo en ella.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/destinations.py" />
            <source>{path} cannot be written, because {file} is no folder; choose another place.</source>
            <translation>No se puede escribir {path}, porque {file} no es una carpeta; elija otro lugar.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/destinations.py" />
            <source>{path} cannot be written: {place} is read-only; choose another place.</source>
            <translation>No se puede escribir {path}: {place} es de solo lectura; elija otro lugar.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/destinations.py" />
            <source>{path} cannot be written: {reason}. The result is also in {source}.</source>
            <translation>No se puede escribir {path}: {reason}. El resultado también está en {source}.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/detect.py" />
            <source>Detect objects in rasters</source>
            <translation>Detectar objetos en rásters</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/detect.py" />
            <source>Boxes and centres of what a tile classifier finds, such as damaged buildings.</source>
            <translation>Recuadros y centros de lo que encuentra un clasificador de teselas, como edificios dañados.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/detect.py" />
            <source>Looks at a raster window by window with a trained tile classifier, and writes a box and a centre point for each window whose score is high enough. Of boxes that overlap, the one with the highest score stays.

The windows lie on the raster's own grid, so the result in one place does not depend on the area. Windows without data are skipped and counted.

Keep the run folder to move the threshold afterwards with 'Select again from a run', in seconds.</source>
            <translation>Recorre un ráster ventana por ventana con un clasificador de teselas entrenado, y escribe un recuadro y un punto central por cada ventana cuya puntuación sea bastante alta. De los recuadros que se superponen queda el de mayor puntuación.

Las ventanas siguen la cuadrícula del propio ráster, así que el resultado en un lugar no depende del área. Las ventanas sin datos se omiten y se cuentan.

Conserve la carpeta de ejecución para mover el umbral después con «Seleccionar de nuevo a partir de una ejecución», en segundos.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/detect.py" />
            <source>deep learning,object detection,damage,buildings,aerial,tiles,classification</source>
            <translation>aprendizaje profundo,detección de objetos,daños,edificios,aérea,teselas,clasificación</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/detect.py" />
            <source>A box for each window that was found, with label, score, position, raster, model and run.</source>
            <translation>Un recuadro por ventana encontrada, con etiqueta, puntuación, posición, ráster, modelo y ejecución.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/detect.py" />
            <source>The centres of the boxes, with the same attributes.</source>
            <translation>Los centros de los recuadros, con los mismos atributos.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>Evaluate a run or a model</source>
            <translation>Evaluar una ejecución o un modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>Compares a finished run, or a model over rasters, with a truth layer.</source>
            <translation>Compara una ejecución terminada, o un modelo sobre rásters, con una capa de verdad terreno.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>Compares what a model found with a truth layer, in map units, and writes a report with plots, the figures as JSON, and the plots as pictures: accuracy, precision, recall and F1 a class, confusion matrix, ROC and precision-recall curves, intersection over union, errors of values, average precision of boxes, and counts a place, as far as they apply to the model's task.

Give the folder of a finished run; or a model and rasters, which are scored first. Choose nothing by figures that you mean to report: they would look better than they are.</source>
            <translation>Compara lo que encontró un modelo con una capa de verdad terreno, en unidades del mapa, y escribe un informe con gráficos, las cifras en JSON y los gráficos como imágenes: exactitud, precisión, exhaustividad y F1 por clase, matriz de confusión, curvas ROC y de precisión y exhaustividad, intersección sobre unión, errores de los valores, precisión media de recuadros y recuentos por lugar, en lo que toque a la tarea del modelo.

Dé la carpeta de una ejecución terminada; o un modelo y rásters, que se puntúan antes. No elija nada por cifras que piense publicar: parecerían mejores de lo que son.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>accuracy,precision,recall,F1,IoU,confusion matrix,ROC,validation,truth,report</source>
            <translation>exactitud,precisión,exhaustividad,F1,IoU,matriz de confusión,ROC,validación,verdad terreno,informe</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>The folder of a finished run. Empty: the model is run over the rasters.</source>
            <translation>La carpeta de una ejecución terminada. Vacío: el modelo se ejecuta sobre los rásters.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>Truth layer</source>
            <translation>Capa de verdad terreno</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>What is really there: polygons or points, in any CRS.</source>
            <translation>Lo que hay de verdad: polígonos o puntos, en cualquier SRC.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>The field with the class of each true feature, or a comma-separated list of labels. Empty: every feature is of the model's only class.</source>
            <translation>El campo con la clase de cada objeto verdadero, o una lista de etiquetas separadas por comas. Vacío: cada objeto es de la única clase del modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>Field of the value</source>
            <translation>Campo del valor</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>The field with the true value, for regressions.</source>
            <translation>El campo con el valor verdadero, para regresiones.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>The field that names places, for counts a place.</source>
            <translation>El campo que nombra los lugares, para recuentos por lugar.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>Least IoU of a match</source>
            <translation>IoU mínima de una coincidencia</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>Boxes and polygons match from this intersection over union on.</source>
            <translation>Los recuadros y polígonos coinciden a partir de esta intersección sobre unión.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>Folder of the report</source>
            <translation>Carpeta del informe</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>Where report, figures and plots are written.</source>
            <translation>Donde se escriben el informe, las cifras y los gráficos.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>Report</source>
            <translation>Informe</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>Figures (JSON)</source>
            <translation>Cifras (JSON)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>Folder of the plots</source>
            <translation>Carpeta de los gráficos</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>Give a run folder, or a model and rasters, not both.</source>
            <translation>Dé una carpeta de ejecución, o un modelo y rásters, no ambas cosas.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/evaluate.py" />
            <source>Give the folder of a finished run, or a model and the rasters to run it over.</source>
            <translation>Dé la carpeta de una ejecución terminada, o un modelo y los rásters sobre los que ejecutarlo.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explain.py" />
            <source>Explain scores by heat</source>
            <translation>Explicar puntuaciones con calor</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explain.py" />
            <source>Shows what in windows of a raster, or in photographs, speaks for a label (Grad-CAM).</source>
            <translation>Muestra qué habla en favor de una etiqueta en ventanas de un ráster, o en fotografías (Grad-CAM).</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explain.py" />
            <source>Shows where a model looks (Grad-CAM, Selvaraju et al. 2017): a raster of heat from 0 to 1 over the windows of a raster, or a picture with heat laid over each photograph.

Give rasters or photographs, not both. Of a raster, windows within the area and the extent are explained; with the folder of a finished run, those with the highest scores come first. Heat says what a score rests on; it says nothing about whether the score is right.</source>
            <translation>Muestra dónde mira un modelo (Grad-CAM, Selvaraju et al. 2017): un ráster de calor de 0 a 1 sobre las ventanas de un ráster, o una imagen con el calor puesto sobre cada fotografía.

Dé rásters o fotografías, no ambas cosas. De un ráster se explican las ventanas dentro del área y la extensión; con la carpeta de una ejecución terminada, van primero las de mayor puntuación. El calor dice en qué se apoya una puntuación; no dice si la puntuación es correcta.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explain.py" />
            <source>deep learning,explanation,Grad-CAM,heat map,saliency,attention</source>
            <translation>aprendizaje profundo,explicación,Grad-CAM,mapa de calor,prominencia,atención</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explain.py" />
            <source>Picture files to explain instead of rasters.</source>
            <translation>Archivos de imagen que explicar en lugar de rásters.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explain.py" />
            <source>The class to explain. Empty: of each window or photograph the one scored highest.</source>
            <translation>La clase que explicar. Vacío: de cada ventana o fotografía, la de mayor puntuación.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explain.py" />
            <source>Folder of a finished run of the raster, whose windows with the highest scores are explained.</source>
            <translation>Carpeta de una ejecución terminada del ráster, de la que se explican las ventanas con mayor puntuación.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explain.py" />
            <source>At most so many windows</source>
            <translation>Como mucho tantas ventanas</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explain.py" />
            <source>Explaining a window takes several times as long as scoring it.</source>
            <translation>Explicar una ventana tarda varias veces lo que puntuarla.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explain.py" />
            <source>Heat</source>
            <translation>Calor</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explain.py" />
            <source>A GeoTIFF of the heat. Of several rasters, the first one's goes here, and the others get a number behind the name.</source>
            <translation>Un GeoTIFF del calor. De varios rásters, el del primero va aquí, y los demás llevan un número tras el nombre.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explain.py" />
            <source>Folder of the overlays</source>
            <translation>Carpeta de las superposiciones</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explain.py" />
            <source>Where the worker writes: the heat, and a picture for each photograph.</source>
            <translation>Donde escribe el proceso auxiliar: el calor, y una imagen por fotografía.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explain.py" />
            <source>All heat rasters</source>
            <translation>Todos los rásters de calor</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explain.py" />
            <source>Photographs under their heat</source>
            <translation>Fotografías bajo su calor</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>Accuracy</source>
            <translation>Exactitud</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>Balanced accuracy</source>
            <translation>Exactitud equilibrada</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>Precision</source>
            <translation>Precisión</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>Recall</source>
            <translation>Exhaustividad</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>F1</source>
            <translation>F1</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>Micro-averaged F1</source>
            <translation>F1 con promedio micro</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>Macro-averaged F1</source>
            <translation>F1 con promedio macro</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>Intersection over union</source>
            <translation>Intersección sobre unión</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>Area under the ROC curve</source>
            <translation>Área bajo la curva ROC</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>Average precision</source>
            <translation>Precisión media</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>Mean average precision</source>
            <translation>Media de la precisión media</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>Mean squared error</source>
            <translation>Error cuadrático medio</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>Root mean squared error</source>
            <translation>Raíz del error cuadrático medio</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>Mean absolute error</source>
            <translation>Error absoluto medio</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>R²</source>
            <translation>R²</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>not defined</source>
            <translation>no definido</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/key_figures.py" />
            <source>{name}: {value} ({of})</source>
            <translation>{name}: {value} ({of})</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/label.py" />
            <source>Label windows of rasters</source>
            <translation>Etiquetar ventanas de rásters</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/label.py" />
            <source>Several labels at once for each window, such as the land covers that it shows.</source>
            <translation>Varias etiquetas a la vez por ventana, como las coberturas del suelo que muestra.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/label.py" />
            <source>Looks at a raster window by window with a trained multi-label model, and writes a polygon for each window with the score of every label and a list of the labels that it holds: those whose score reaches their threshold. Of labels that exclude each other, the one with the highest score is held.

The windows lie on the raster's own grid, so the result in one place does not depend on the area. Windows without data are skipped and counted.

Keep the run folder to move the thresholds afterwards with 'Select again from a run', in seconds.</source>
            <translation>Recorre un ráster ventana por ventana con un modelo entrenado de varias etiquetas, y escribe un polígono por ventana con la puntuación de cada etiqueta y una lista de las etiquetas que valen en ella: aquellas cuya puntuación alcanza su umbral. De las etiquetas que se excluyen entre sí vale la de mayor puntuación.

Las ventanas siguen la cuadrícula del propio ráster, así que el resultado en un lugar no depende del área. Las ventanas sin datos se omiten y se cuentan.

Conserve la carpeta de ejecución para mover los umbrales después con «Seleccionar de nuevo a partir de una ejecución», en segundos.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/label.py" />
            <source>deep learning,multi-label,classification,land cover,scene,aerial,tiles</source>
            <translation>aprendizaje profundo,varias etiquetas,clasificación,cobertura del suelo,escena,aérea,teselas</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/label.py" />
            <source>A polygon a window, with the score of each label, the list of labels held, raster, model and run.</source>
            <translation>Un polígono por ventana, con la puntuación de cada etiqueta, la lista de las etiquetas que valen, ráster, modelo y ejecución.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/mapping.py" />
            <source>No model for {task} is installed; install the plugin again, or name a model folder.</source>
            <translation>No hay ningún modelo instalado para {task}; instale el complemento otra vez, o nombre una carpeta de modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/mapping.py" />
            <source>this</source>
            <translation>esto</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/mapping.py" />
            <source>The model {model} is for {task} and cannot be used here; run it with {algorithm}.</source>
            <translation>El modelo {model} es para {task} y no sirve aquí; ejecútelo con {algorithm}.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/mapping.py" />
            <source>Bands must be numbers separated by commas, such as 3,2,1, not '{text}'.</source>
            <translation>Las bandas deben ser números separados por comas, como 3,2,1, y no «{text}».</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/mapping.py" />
            <source>The value range must be two numbers separated by a comma, such as 0,2047, not '{text}'.</source>
            <translation>El rango de valores debe ser dos números separados por una coma, como 0,2047, y no «{text}».</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <location filename="../../plugin/dock/history/form.py" />
            <location filename="../../plugin/dock/history/words.py" />
            <location filename="../../plugin/dock/run/raster_form.py" />
            <source>Rasters</source>
            <translation>Rásters</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>One or more raster layers or files that GDAL opens. All of them go into one result. Layers of web services (WMS, XYZ tiles and the like) are fetched over the area first, up to a limit.</source>
            <translation>Una o más capas ráster, o archivos que abra GDAL. Todos van a un solo resultado. Las capas de servicios web (WMS, teselas XYZ y similares) se descargan antes en el área, hasta un límite.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Polygons within which to look, in any CRS. Empty: the whole raster.</source>
            <translation>Polígonos dentro de los que buscar, en cualquier SRC. Vacío: el ráster entero.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Extent</source>
            <translation>Extensión</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>A rectangle within which to look, in any CRS. Together with an area, only their common part counts.</source>
            <translation>Un rectángulo dentro del que buscar, en cualquier SRC. Junto con un área, solo cuenta lo que tienen en común.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>No model is installed.</source>
            <translation>No hay ningún modelo instalado.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Model folder</source>
            <translation>Carpeta del modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Folder of a model package (with its card.json) to use instead of the model chosen above.</source>
            <translation>Carpeta de un paquete de modelo (con su card.json) que usar en lugar del modelo elegido arriba.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Score threshold</source>
            <translation>Umbral de puntuación</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Least score, 0 to 1, of what is written. Empty: the model card's value.</source>
            <translation>Puntuación mínima, de 0 a 1, de lo que se escribe. Vacío: el valor de la ficha del modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Thresholds of single labels</source>
            <translation>Umbrales de etiquetas sueltas</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Least scores of single labels, for example cars=0.4, trees=0.6. Labels that are not named keep the threshold above or, where that is empty, the model card's value.</source>
            <translation>Puntuaciones mínimas de etiquetas sueltas, por ejemplo cars=0.4, trees=0.6. Las etiquetas que no se nombran conservan el umbral de arriba o, si está vacío, el valor de la ficha del modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <location filename="../../plugin/dock/models/card_text.py" />
            <location filename="../../plugin/dock/result/form.py" />
            <location filename="../../plugin/dock/run/options.py" />
            <source>Suppression IoU</source>
            <translation>IoU de supresión</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Of two boxes of one class that overlap by more than this intersection over union, the one with the lower score goes. Empty: the model card's value.</source>
            <translation>De dos recuadros de una clase que se superponen más que esta intersección sobre unión, se va el de menor puntuación. Vacío: el valor de la ficha del modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Smallest area (m²)</source>
            <translation>Área mínima (m²)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Smaller polygons are left out. Empty: the model card's value.</source>
            <translation>Los polígonos menores se dejan fuera. Vacío: el valor de la ficha del modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Smallest hole (m²)</source>
            <translation>Hueco mínimo (m²)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Smaller holes are filled. Empty: the model card's value.</source>
            <translation>Los huecos menores se rellenan. Vacío: el valor de la ficha del modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Simplification (m)</source>
            <translation>Simplificación (m)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Tolerance within which outlines are simplified. Empty: the model card's value.</source>
            <translation>Tolerancia con que se simplifican los contornos. Vacío: el valor de la ficha del modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <location filename="../../plugin/dock/run/threshold_fields.py" />
            <source>Choose thresholds by</source>
            <translation>Elegir los umbrales según</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <location filename="../../plugin/dock/run/threshold_fields.py" />
            <source>The model card's values</source>
            <translation>Los valores de la ficha del modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <location filename="../../plugin/dock/run/threshold_fields.py" />
            <source>The best F1</source>
            <translation>El mejor F1</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <location filename="../../plugin/dock/run/threshold_fields.py" />
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>No false positives</source>
            <translation>Sin falsos positivos</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <location filename="../../plugin/dock/run/threshold_fields.py" />
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>A wanted precision</source>
            <translation>Una precisión deseada</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>How thresholds are chosen from what the model card says of its validation samples: the highest F1 of each label; the most true finds without a false one; or the most true finds at the wanted precision. A rule takes the place of thresholds; give one of the two.</source>
            <translation>Cómo se eligen los umbrales a partir de lo que la ficha del modelo dice de sus muestras de validación: el F1 más alto de cada etiqueta; los más aciertos sin ninguno falso; o los más aciertos con la precisión deseada. Una regla ocupa el lugar de los umbrales; dé una de las dos cosas.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <location filename="../../plugin/dock/result/form.py" />
            <location filename="../../plugin/dock/run/threshold_fields.py" />
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Wanted precision</source>
            <translation>Precisión deseada</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Share of what is found that should be true. It counts only with the choice 'A wanted precision'.</source>
            <translation>Parte de lo encontrado que debería ser verdadera. Cuenta solo con la opción «Una precisión deseada».</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <location filename="../../plugin/dock/models/card_text.py" />
            <location filename="../../plugin/dock/run/options.py" />
            <source>Bands</source>
            <translation>Bandas</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Band numbers from 1, separated by commas, in the order of the model's bands, for example 3,2,1. Empty: by the raster's colour interpretation.</source>
            <translation>Números de banda desde 1, separados por comas, en el orden de las bandas del modelo, por ejemplo 3,2,1. Vacío: según la interpretación de color del ráster.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <location filename="../../plugin/dock/run/options.py" />
            <source>Value range</source>
            <translation>Rango de valores</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>The raster values that stand for the darkest and the brightest the model knows, for example 0,2047. Needed for data types that the model was not trained on.</source>
            <translation>Los valores del ráster que representan lo más oscuro y lo más claro que conoce el modelo, por ejemplo 0,2047. Hace falta para tipos de datos con los que no se entrenó el modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <location filename="../../plugin/dock/run/options.py" />
            <source>CRS of rasters without one</source>
            <translation>SRC de los rásters que no tienen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Used only for rasters that have no CRS of their own. Empty: the one of their layer.</source>
            <translation>Se usa solo para rásters que no tienen SRC propio. Vacío: el de su capa.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Results in pixel coordinates</source>
            <translation>Resultados en coordenadas de píxel</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>For rasters without CRS: write the features in columns and negative rows instead of asking for a CRS.</source>
            <translation>Para rásters sin SRC: escribe los objetos en columnas y filas negativas en lugar de pedir un SRC.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Warp rasters placed by control points</source>
            <translation>Deformar rásters situados por puntos de control</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Resample rasters that have only ground control points or RPCs onto a north-up grid.</source>
            <translation>Remuestrea los rásters que solo tienen puntos de control o RPC a una cuadrícula orientada al norte.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Window (pixels)</source>
            <translation>Ventana (píxeles)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Side of the square that the model sees at once, in pixels of its own resolution. Empty: the card's.</source>
            <translation>Lado del cuadrado que el modelo ve de una vez, en píxeles de su propia resolución. Vacío: el de la ficha.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Overlap (pixels)</source>
            <translation>Solape (píxeles)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Pixels that neighbouring windows share. Empty: the model card's value.</source>
            <translation>Píxeles que comparten las ventanas vecinas. Vacío: el valor de la ficha del modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <location filename="../../plugin/dock/run/options.py" />
            <source>Windows a batch</source>
            <translation>Ventanas por lote</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>How many windows go to the model at once; fewer need less memory. Empty: chosen by window size.</source>
            <translation>Cuántas ventanas van al modelo de una vez; con menos hace falta menos memoria. Vacío: se elige según el tamaño de la ventana.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>Keeps the scores, so that 'Select again from a run' can move the threshold without running the model.</source>
            <translation>Conserva las puntuaciones, para que «Seleccionar de nuevo a partir de una ejecución» pueda mover el umbral sin ejecutar el modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/parameters.py" />
            <source>The run folder of a finished run over rasters, such as one of 'Detect' or 'Label'.</source>
            <translation>La carpeta de una ejecución terminada sobre rásters, como una de «Detectar» o «Etiquetar».</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/provider.py" />
            <source>Tesela: finds things in aerial images</source>
            <translation>Tesela: encuentra cosas en imágenes aéreas</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/regress.py" />
            <source>Predict a value for windows of rasters</source>
            <translation>Predecir un valor para ventanas de rásters</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/regress.py" />
            <source>A continuous value for each window, such as the share that buildings cover, as layer and raster.</source>
            <translation>Un valor continuo por ventana, como la parte que cubren los edificios, como capa y como ráster.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/regress.py" />
            <source>Looks at a raster window by window with a trained regression model, and writes the predicted value of each window: as a polygon layer, and as a raster of floating point values.

Windows of a single colour show nothing to judge by: they are flagged in the layer, and their value should not be used. Windows without data are skipped and counted. The windows lie on the raster's own grid, so the result in one place does not depend on the area.</source>
            <translation>Recorre un ráster ventana por ventana con un modelo de regresión entrenado, y escribe el valor predicho de cada ventana: como capa de polígonos y como ráster de coma flotante.

Las ventanas de un solo color no muestran nada que juzgar: se marcan en la capa, y su valor no debería usarse. Las ventanas sin datos se omiten y se cuentan. Las ventanas siguen la cuadrícula del propio ráster, así que el resultado en un lugar no depende del área.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/regress.py" />
            <source>deep learning,regression,density,index,deprivation,built-up,aerial,tiles</source>
            <translation>aprendizaje profundo,regresión,densidad,índice,privación,edificado,aérea,teselas</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/regress.py" />
            <source>A polygon with the predicted value, a flag where it is doubtful, raster, model and run.</source>
            <translation>Un polígono con el valor predicho, una marca donde es dudoso, ráster, modelo y ejecución.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/regress.py" />
            <source>Value raster</source>
            <translation>Ráster de valores</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/regress.py" />
            <source>A GeoTIFF of the values (32-bit floating point, no data is NaN). Of several rasters, the first one's goes here, and the others get a number behind the name.</source>
            <translation>Un GeoTIFF de los valores (coma flotante de 32 bits, sin datos es NaN). De varios rásters, el del primero va aquí, y los demás llevan un número tras el nombre.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/regress.py" />
            <source>All value rasters</source>
            <translation>Todos los rásters de valores</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/reporting.py" />
            <source>Warning: {text}</source>
            <translation>Advertencia: {text}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/reporting.py" />
            <source>Error: {text}</source>
            <translation>Error: {text}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/reporting.py" />
            <location filename="../../plugin/dock/explain/explaining.py" />
            <source>Loading the model</source>
            <translation>Cargando el modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/reporting.py" />
            <source>Selecting features: {done} of {total}</source>
            <translation>Seleccionando objetos: {done} de {total}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/reporting.py" />
            <source>Fetching: {done} of {total} pieces</source>
            <translation>Descargando: {done} de {total} piezas</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/reporting.py" />
            <source>Step {done} of {total}</source>
            <translation>Paso {done} de {total}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/reporting.py" />
            <source>Window {done} of {total}</source>
            <translation>Ventana {done} de {total}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/reporting.py" />
            <source>{speed:.2f} megapixels a second</source>
            <translation>{speed:.2f} megapíxeles por segundo</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/reporting.py" />
            <source>{time} left</source>
            <translation>quedan {time}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/reporting.py" />
            <source>{count} candidates</source>
            <translation>{count} candidatos</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/reporting.py" />
            <source>Photographs: {total} in all, {scored} classified, {missing} missing, {unreadable} unreadable, {without} without a path</source>
            <translation>Fotografías: {total} en total, {scored} clasificadas, {missing} ausentes, {unreadable} ilegibles, {without} sin ruta</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/reporting.py" />
            <source>Windows: {total} in all, {scored} scored, {empty} without data, {outside} outside the area, {failed} failed</source>
            <translation>Ventanas: {total} en total, {scored} puntuadas, {empty} sin datos, {outside} fuera del área, {failed} fallidas</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/reporting.py" />
            <source>, {speed:.2f} megapixels a second</source>
            <translation>, {speed:.2f} megapíxeles por segundo</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/reporting.py" />
            <source>Took {time}{speed}</source>
            <translation>Tardó {time}{speed}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/reporting.py" />
            <source>Ran on: {device} ({runtime})</source>
            <translation>Se ejecutó en: {device} ({runtime})</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <source>Draw the sample scene</source>
            <translation>Dibujar la escena de ejemplo</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <source>An invented town after an earthquake, as a raster of 0.3 m a pixel, with its true buildings.</source>
            <translation>Una ciudad inventada después de un terremoto, como ráster de 0,3 m por píxel, con sus edificios verdaderos.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <source>Draws an aerial image of an invented town after an earthquake, to try the models on, and the outline and state of each of its buildings, to compare results with. No image of a real place is used, and nothing is downloaded.

The same seed and size always give the same scene. What the models find in a drawn scene says little about how well they do in a real place: evaluate them there.</source>
            <translation>Dibuja una imagen aérea de una ciudad inventada después de un terremoto, para probar los modelos, y el contorno y el estado de cada uno de sus edificios, para comparar los resultados. No se usa ninguna imagen de un lugar real, y no se descarga nada.

La misma semilla y el mismo tamaño dan siempre la misma escena. Lo que los modelos encuentran en una escena dibujada dice poco de cómo trabajan en un lugar real: evalúelos allí.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <source>sample,example,demo,synthetic,aerial,buildings,truth</source>
            <translation>muestra,ejemplo,demostración,sintético,aérea,edificios,verdad terreno</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <source>Seed</source>
            <translation>Semilla</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <source>Another number draws another town.</source>
            <translation>Otro número dibuja otra ciudad.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <source>Width in pixels</source>
            <translation>Anchura en píxeles</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <source>1600 pixels are 480 m and take a few seconds; the time grows with the area.</source>
            <translation>1600 píxeles son 480 m y tardan unos segundos; el tiempo crece con el área.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <source>Height in pixels</source>
            <translation>Altura en píxeles</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <source>As the width.</source>
            <translation>Como la anchura.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Sample scene</source>
            <translation>Escena de ejemplo</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <source>A GeoTIFF with red, green, blue and alpha, in EPSG:32645.</source>
            <translation>Un GeoTIFF con rojo, verde, azul y alfa, en EPSG:32645.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <source>True buildings</source>
            <translation>Edificios verdaderos</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <source>The outline of each building, with its state: intact or destroyed.</source>
            <translation>El contorno de cada edificio, con su estado: intacto o destruido.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sample_scene.py" />
            <source>The drawing of the scene was cancelled.</source>
            <translation>El dibujo de la escena se canceló.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/segment.py" />
            <source>Segment rasters into polygons</source>
            <translation>Segmentar rásters en polígonos</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/segment.py" />
            <source>Polygons of what a segmentation model finds, such as building footprints.</source>
            <translation>Polígonos de lo que encuentra un modelo de segmentación, como huellas de edificios.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/segment.py" />
            <source>Looks at a raster window by window with a trained segmentation model, blends the overlapping windows into one probability a pixel, and writes what lies above the threshold as polygons with their holes.

The windows lie on the raster's own grid, so the result in one place does not depend on the area. Windows without data are skipped and counted.

Keep the run folder to move the threshold afterwards with 'Select again from a run', in seconds.</source>
            <translation>Recorre un ráster ventana por ventana con un modelo de segmentación entrenado, funde las ventanas que se solapan en una probabilidad por píxel, y escribe lo que está por encima del umbral como polígonos con sus huecos.

Las ventanas siguen la cuadrícula del propio ráster, así que el resultado en un lugar no depende del área. Las ventanas sin datos se omiten y se cuentan.

Conserve la carpeta de ejecución para mover el umbral después con «Seleccionar de nuevo a partir de una ejecución», en segundos.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/segment.py" />
            <source>deep learning,segmentation,buildings,footprints,masks,aerial</source>
            <translation>aprendizaje profundo,segmentación,edificios,huellas,máscaras,aérea</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/segment.py" />
            <source>A multipolygon for each building, or whatever the model finds, with area in m², score, raster, model and run; of a model with several classes also with its label.</source>
            <translation>Un multipolígono por cada edificio, o lo que encuentre el modelo, con su área en m², puntuación, ráster, modelo y ejecución; si el modelo tiene varias clases, también con su etiqueta.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/select.py" />
            <source>Select again from a run</source>
            <translation>Seleccionar de nuevo a partir de una ejecución</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/select.py" />
            <source>Moves the threshold of a finished run in seconds, without running the model.</source>
            <translation>Mueve el umbral de una ejecución terminada en segundos, sin ejecutar el modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/select.py" />
            <source>Reads the scores that a finished run over rasters has kept in its run folder, and writes its features again with another threshold or other options. The model is not run and the raster is not read.

A detection gives boxes and centres, a segmentation polygons, labels and values the polygons of windows. Values have no threshold; their raster is written beside the results of the worker.</source>
            <translation>Lee las puntuaciones que una ejecución terminada sobre rásters guarda en su carpeta, y escribe sus objetos otra vez con otro umbral u otras opciones. No se ejecuta el modelo ni se lee el ráster.

Una detección da recuadros y centros; una segmentación, polígonos; las etiquetas y los valores, los polígonos de las ventanas. Los valores no tienen umbral; su ráster se escribe junto a los resultados del proceso auxiliar.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/select.py" />
            <source>threshold,suppression,score,filter,run</source>
            <translation>umbral,supresión,puntuación,filtro,ejecución</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/select.py" />
            <source>Also from an interrupted run</source>
            <translation>También de una ejecución interrumpida</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/select.py" />
            <source>Write what a run that was cancelled or killed had finished; how much is missing is told.</source>
            <translation>Escribe lo que había terminado una ejecución cancelada o cortada; se dice cuánto falta.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/select.py" />
            <source>Boxes of a detection, multipolygons of a segmentation, windows of labels and values.</source>
            <translation>Recuadros de una detección, multipolígonos de una segmentación, ventanas de etiquetas y valores.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/select.py" />
            <source>The centres of the boxes of a detection; nothing for other runs.</source>
            <translation>Los centros de los recuadros de una detección; nada en otras ejecuciones.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/setup.py" />
            <source>Make the worker's environment</source>
            <translation>Crear el entorno del proceso auxiliar</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/setup.py" />
            <source>Installs, once, the Python packages that run the models, apart from QGIS's own.</source>
            <translation>Instala, una vez, los paquetes de Python que ejecutan los modelos, aparte de los de QGIS.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/setup.py" />
            <source>Makes the Python environment in which the models run, apart from QGIS's own Python, from a list of pinned packages whose checksums are verified. It is needed once, takes some minutes, and about 2 GB of disk.

The proxy of QGIS's network settings is used. An environment that was interrupted is noticed and made again; one that is complete is left as it is, unless it is to be repaired. A Python that you named yourself is never touched.</source>
            <translation>Crea el entorno Python en el que se ejecutan los modelos, aparte del Python de QGIS, a partir de una lista de paquetes fijados cuyas sumas de verificación se comprueban. Hace falta una vez, tarda unos minutos y ocupa unos 2 GB de disco.

Se usa el proxy de la configuración de red de QGIS. Un entorno interrumpido se reconoce y se crea de nuevo; uno completo se deja como está, salvo que se quiera reparar. Un Python que usted nombró nunca se toca.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/setup.py" />
            <source>Repair: remove it and make it again</source>
            <translation>Reparar: quitarlo y crearlo de nuevo</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/setup.py" />
            <source>Also where it seems to be complete: for an environment whose packages were damaged or removed.</source>
            <translation>También donde parece completo: para un entorno cuyos paquetes se dañaron o se quitaron.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/setup.py" />
            <source>The worker's Python</source>
            <translation>El Python del proceso auxiliar</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/setup.py" />
            <source>The environment could not be made: {reason}. Close what uses it, then try again.</source>
            <translation>No se pudo crear el entorno: {reason}. Cierre lo que lo use y pruebe otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/setup.py" />
            <source>The worker's Python is there: {path} ({origin})</source>
            <translation>El Python del proceso auxiliar está: {path} ({origin})</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/setup.py" />
            <source>Only the environment that Tesela made itself can be repaired, but the worker's Python is {path} ({origin}); mend that one, or take its name away first.</source>
            <translation>Solo se puede reparar el entorno que creó la propia Tesela, pero el Python del proceso auxiliar es {path} ({origin}); repare ese, o retire antes su nombre.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/thresholds.py" />
            <source>Give the wanted precision, or choose the thresholds in another way.</source>
            <translation>Dé la precisión deseada, o elija los umbrales de otra manera.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/thresholds.py" />
            <source>The model {model} has no label '{label}'; its labels are {labels}.</source>
            <translation>El modelo {model} no tiene la etiqueta «{label}»; sus etiquetas son {labels}.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/thresholds.py" />
            <source>'{label}' has two thresholds; leave one of them out.</source>
            <translation>«{label}» tiene dos umbrales; deje uno fuera.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/thresholds.py" />
            <source>The model {model} has no thresholds: it predicts a value.</source>
            <translation>El modelo {model} no tiene umbrales: predice un valor.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/thresholds.py" />
            <source>'{text}' is no threshold of a label; write label=0.4, with commas between several.</source>
            <translation>«{text}» no es el umbral de una etiqueta; escriba etiqueta=0.4, con comas entre varios.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/values.py" />
            <source>The area and the extent have nothing in common; leave one of them out.</source>
            <translation>El área y la extensión no tienen nada en común; deje fuera una de las dos.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/values.py" />
            <source>The extent cannot be moved to the CRS of the area: {error} Give both in one CRS.</source>
            <translation>La extensión no se puede transformar al SRC del área: {error} Indique ambas en un mismo SRC.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/values.py" />
            <source>The area layer cannot be read; choose a polygon layer.</source>
            <translation>No se puede leer la capa del área; elija una capa de polígonos.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/values.py" />
            <source>The area layer '{name}' holds no polygon (or none is selected); draw or select one.</source>
            <translation>La capa del área «{name}» no contiene ningún polígono (o no hay ninguno seleccionado); dibuje o seleccione uno.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/values.py" />
            <source>The area has no CRS; set the CRS of its layer, or name it behind the extent: […].</source>
            <translation>El área no tiene SRC; asigne el SRC de su capa, o nómbrelo detrás de la extensión: […].</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py" />
            <location filename="../../plugin/dock/history/words.py" />
            <location filename="../../plugin/dock/run/form.py" />
            <source>Run</source>
            <translation>Ejecutar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py" />
            <source>Result</source>
            <translation>Resultado</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py" />
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Review</source>
            <translation>Revisión</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py" />
            <source>History</source>
            <translation>Historial</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py" />
            <source>The layers of this run are not in the project any more.</source>
            <translation>Las capas de esta ejecución ya no están en el proyecto.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py" />
            <source>The model {model} of this run is not installed, and its run folder is gone.</source>
            <translation>El modelo {model} de esta ejecución no está instalado, y su carpeta de ejecución ya no está.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/bar.py" />
            <source>Progress of the explanation</source>
            <translation>Progreso de la explicación</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/bar.py" />
            <source>How far the explanation is</source>
            <translation>Hasta dónde ha llegado la explicación</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/bar.py" />
            <source>About the explanation</source>
            <translation>Sobre la explicación</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/bar.py" />
            <source>E&amp;xplain this</source>
            <translation>E&amp;xplicar esto</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/bar.py" />
            <source>Stop picking</source>
            <translation>Dejar de elegir</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/bar.py" />
            <location filename="../../plugin/dock/models/dialog.py" />
            <location filename="../../plugin/dock/run/form.py" />
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/bar.py" />
            <source>Puts heat on the map that shows what speaks for this label (Grad-CAM); it says what a score rests on, not whether the score is right</source>
            <translation>Pone en el mapa el calor que muestra qué habla en favor de esta etiqueta (Grad-CAM); dice en qué se apoya una puntuación, no si es correcta</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/explaining.py" />
            <location filename="../../plugin/dock/run/panel.py" />
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Cancelling</source>
            <translation>Cancelando</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/explaining.py" />
            <source>There is no result to explain.</source>
            <translation>No hay ningún resultado que explicar.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/explaining.py" />
            <source>Click what is to be explained on the map.</source>
            <translation>Pulse en el mapa lo que quiera explicar.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/explaining.py" />
            <source>Another explanation is under way; wait until it is done, or cancel it.</source>
            <translation>Hay otra explicación en marcha; espere a que termine, o cancélela.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/explaining.py" />
            <location filename="../../plugin/dock/run/panel.py" />
            <source>Starting the worker</source>
            <translation>Iniciando el proceso auxiliar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/explaining.py" />
            <source>Explaining</source>
            <translation>Explicando</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/explaining.py" />
            <source>The result was closed meanwhile, so its heat is not shown.</source>
            <translation>El resultado se cerró entretanto, así que su calor no se muestra.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/explaining.py" />
            <source>The heat raster {path} cannot be opened; explain again.</source>
            <translation>No se puede abrir el ráster de calor {path}; explíquelo otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/explaining.py" />
            <source>Nothing in this window speaks for '{label}': its heat is zero everywhere.</source>
            <translation>Nada en esta ventana habla en favor de «{label}»: su calor es cero en todas partes.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/explaining.py" />
            <source>The heat is on the map: the brighter, the more speaks for '{label}'.</source>
            <translation>El calor está en el mapa: cuanto más claro, más habla en favor de «{label}».</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/explaining.py" />
            <source>The heat is on the map already: '{name}'.</source>
            <translation>El calor ya está en el mapa: «{name}».</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/request.py" />
            <source>There is nothing to explain: this model scores every pixel, so its scores are a heat map already. Open scores-0.tif in the folder of the run to see them.</source>
            <translation>No hay nada que explicar: este modelo puntúa cada píxel, así que sus puntuaciones ya son un mapa de calor. Abra scores-0.tif en la carpeta de la ejecución para verlas.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/request.py" />
            <source>A place gathers several photographs; choose one of them in the layer of photographs.</source>
            <translation>Un lugar reúne varias fotografías; elija una de ellas en la capa de fotografías.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/request.py" />
            <source>'{name}' holds no results of a model.</source>
            <translation>«{name}» no contiene resultados de un modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/request.py" />
            <source>The raster '{name}' that this was found in is neither in the project nor where it was; add it to the project, then explain again.</source>
            <translation>El ráster «{name}» en el que se encontró esto no está ni en el proyecto ni donde estaba; añádalo al proyecto y explíquelo otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/request.py" />
            <source>The photograph {path} is not there; put it back, then explain again.</source>
            <translation>La fotografía {path} no está; póngala en su sitio y explíquela otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/request.py" />
            <source>This feature has no geometry, so its window is not known; choose another one.</source>
            <translation>Este objeto no tiene geometría, así que no se conoce su ventana; elija otro.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/request.py" />
            <source>its highest label</source>
            <translation>su etiqueta más alta</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/request.py" />
            <source>the value</source>
            <translation>el valor</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/explain/request.py" />
            <source>Heat: {what} {number}</source>
            <translation>Calor: {what} {number}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/fold.py" />
            <source>Show these options, or fold them away</source>
            <translation>Mostrar estas opciones, o plegarlas</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/fold.py" />
            <location filename="../../plugin/dock/run/form.py" />
            <source>Options</source>
            <translation>Opciones</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Open the sample scene</source>
            <translation>Abrir la escena de ejemplo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Find damaged buildings</source>
            <translation>Buscar edificios dañados</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Outline buildings</source>
            <translation>Trazar edificios</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Show the result</source>
            <translation>Ver el resultado</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Review it</source>
            <translation>Revisarlo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Close the guide</source>
            <translation>Cerrar la guía</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Drawing the sample scene; this takes about ten seconds.</source>
            <translation>Dibujando la escena de ejemplo; tarda unos diez segundos.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>{path} cannot be written: {reason}.</source>
            <translation>No se puede escribir {path}: {reason}.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>{path} cannot be read; delete it, and open the scene again.</source>
            <translation>No se puede leer {path}; bórrelo, y abra la escena otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>True buildings of the sample scene</source>
            <translation>Edificios verdaderos de la escena de ejemplo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>The sample scene is in the project. It is an invented town after an earthquake.</source>
            <translation>La escena de ejemplo está en el proyecto. Es una ciudad inventada después de un terremoto.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>That was all. Now try a raster of your own; the Help button of each page says more.</source>
            <translation>Eso fue todo. Ahora pruebe con un ráster propio; el botón de ayuda de cada página dice más.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>done</source>
            <translation>hecho</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>to do</source>
            <translation>por hacer</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Step {number}: {state}</source>
            <translation>Paso {number}: {state}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Draws a small town after an earthquake on this machine, with its truth, and adds both as layers</source>
            <translation>Dibuja en este equipo una ciudad pequeña después de un terremoto, con sus edificios verdaderos, y añade ambos como capas</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Runs the model damage-tiles on the sample scene, as the Run page would</source>
            <translation>Ejecuta el modelo damage-tiles en la escena de ejemplo, como lo haría la página Ejecutar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Runs the model building-footprints on the sample scene instead</source>
            <translation>Ejecuta en su lugar el modelo building-footprints en la escena de ejemplo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Goes to the Result page, whose threshold the map follows</source>
            <translation>Va a la página Resultado, cuyo umbral sigue el mapa</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Goes to the Review page, where each detection is accepted or rejected</source>
            <translation>Va a la página Revisión, donde cada detección se acepta o se rechaza</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Closes the guide; you find it again in the menu of every Help button</source>
            <translation>Cierra la guía; la encuentra otra vez en el menú de cada botón de ayuda</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>What the guide is doing</source>
            <translation>Lo que hace la guía</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Open the scene that Tesela draws for you.</source>
            <translation>Abra la escena que Tesela dibuja para usted.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Run a model on it.</source>
            <translation>Ejecute un modelo en ella.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Look at the result, and review it.</source>
            <translation>Mire el resultado, y revíselo.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/guide.py" />
            <source>Three steps on a sample scene</source>
            <translation>Tres pasos con un ejemplo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/manual.py" />
            <source>Back</source>
            <translation>Atrás</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/manual.py" />
            <source>Go back to the page before</source>
            <translation>Volver a la página anterior</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/manual.py" />
            <source>Forward</source>
            <translation>Adelante</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/manual.py" />
            <source>Go on to the page that you came back from</source>
            <translation>Ir a la página de la que se volvió</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/manual.py" />
            <source>Find previous</source>
            <translation>Buscar anterior</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/manual.py" />
            <source>Go to the match before</source>
            <translation>Ir a la coincidencia anterior</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/manual.py" />
            <source>Find next</source>
            <translation>Buscar siguiente</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/manual.py" />
            <source>Go to the next match</source>
            <translation>Ir a la coincidencia siguiente</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/manual.py" />
            <source>Not on this page</source>
            <translation>No está en esta página</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/manual.py" />
            <source>Find on this page</source>
            <translation>Buscar en esta página</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/manual.py" />
            <source>Topics</source>
            <translation>Temas</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/manual.py" />
            <source>The pages of the manual</source>
            <translation>Las páginas del manual</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/manual.py" />
            <source>Page</source>
            <translation>Página</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/manual.py" />
            <source>The page of the manual; links lead to others</source>
            <translation>La página del manual; los enlaces llevan a otras</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/manual.py" />
            <source>Text to look for on this page; Enter goes to the next match</source>
            <translation>Texto que buscar en esta página; Intro va a la coincidencia siguiente</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/opening.py" />
            <source>Help</source>
            <translation>Ayuda</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/opening.py" />
            <source>Open the manual at this page (works offline)</source>
            <translation>Abrir el manual por esta página (funciona sin red)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/opening.py" />
            <source>Opens the manual at the topic of this page. It comes with the plugin and needs no network. The menu also has What's this, which explains the next thing that you click.</source>
            <translation>Abre el manual por el tema de esta página. Viene con el complemento y no necesita red. En el menú está también ¿Qué es esto?, que explica lo siguiente que pulse.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/opening.py" />
            <source>&amp;Manual</source>
            <translation>&amp;Manual</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/opening.py" />
            <source>&amp;What's this?</source>
            <translation>¿&amp;Qué es esto?</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/help/opening.py" />
            <source>&amp;Guide on the sample scene</source>
            <translation>&amp;Guía con la escena de ejemplo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/comparison.py" />
            <source>The layer of the comparison could not be loaded. It found: {changes}</source>
            <translation>No se pudo cargar la capa de la comparación. Encontró: {changes}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/comparison.py" />
            <source>Changes: {before} – {after}</source>
            <translation>Cambios: {before} – {after}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>R&amp;uns of this project</source>
            <translation>&amp;Ejecuciones de este proyecto</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>&amp;Show</source>
            <translation>&amp;Mostrar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>Shows the layers of this run, and adds them again if need be (Enter)</source>
            <translation>Muestra las capas de esta ejecución, y las añade de nuevo si hace falta (Intro)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>Run a&amp;gain</source>
            <translation>E&amp;jecutar otra vez</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>Fills the page 'Run' with these settings; nothing starts before you say so</source>
            <translation>Rellena la página «Ejecutar» con estos ajustes; nada empieza antes de que usted lo diga</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>Com&amp;pare two runs</source>
            <translation>Com&amp;parar dos ejecuciones</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>Choose two runs (Ctrl or Shift): what is new, gone, moved or the same comes as a layer</source>
            <translation>Elija dos ejecuciones (Ctrl o Mayús): lo nuevo, desaparecido, desplazado o igual llega como capa</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>Copy co&amp;mmand</source>
            <translation>Copiar la &amp;orden</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>Copies the run as a command of qgis_process, to be repeated in a terminal</source>
            <translation>Copia la ejecución como orden de qgis_process, para repetirla en un terminal</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>Open &amp;folder</source>
            <translation>Abrir la &amp;carpeta</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>Opens the run folder, with scores and results, in the file manager</source>
            <translation>Abre la carpeta de ejecución, con puntuaciones y resultados, en el explorador de archivos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>Remo&amp;ve…</source>
            <translation>&amp;Quitar…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>Takes the chosen runs out of the history; files stay unless you ask otherwise (Del)</source>
            <translation>Saca del historial las ejecuciones elegidas; los archivos quedan, salvo que pida otra cosa (Supr)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>&amp;Cancel</source>
            <translation>Ca&amp;ncelar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>Ends the comparison; nothing is written</source>
            <translation>Termina la comparación; no se escribe nada</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>When</source>
            <translation>Cuándo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <location filename="../../plugin/dock/history/words.py" />
            <source>Ended</source>
            <translation>Terminó</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <location filename="../../plugin/dock/history/words.py" />
            <location filename="../../plugin/dock/run/form.py" />
            <source>Found</source>
            <translation>Encontrado</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <location filename="../../plugin/dock/result/form.py" />
            <location filename="../../plugin/dock/run/threshold_fields.py" />
            <source>Threshold</source>
            <translation>Umbral</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>The runs of this project, the newest first</source>
            <translation>Las ejecuciones de este proyecto, la más reciente primero</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>Every run that was started from this project, kept in the project file. Choose one to see its settings; choose two to compare them.</source>
            <translation>Cada ejecución que se inició desde este proyecto, guardada en el archivo del proyecto. Elija una para ver sus ajustes; elija dos para compararlas.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>All settings and figures of the chosen run; the text can be copied</source>
            <translation>Todos los ajustes y cifras de la ejecución elegida; el texto se puede copiar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>How far the comparison is</source>
            <translation>Hasta dónde ha llegado la comparación</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>Runs of this project</source>
            <translation>Ejecuciones de este proyecto</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>Details of the chosen run</source>
            <translation>Detalles de la ejecución elegida</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <location filename="../../plugin/dock/models/dialog.py" />
            <location filename="../../plugin/dock/review/form.py" />
            <location filename="../../plugin/dock/run/form.py" />
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Status</source>
            <translation>Estado</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/form.py" />
            <source>Progress of the comparison</source>
            <translation>Progreso de la comparación</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/panel.py" />
            <source>No runs yet. Each run that is started from this project is kept here, and in the project file.</source>
            <translation>Todavía no hay ejecuciones. Cada una que se inicia desde este proyecto se guarda aquí, y en el archivo del proyecto.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/panel.py" />
            <source>Choose a run to see its settings; choose two to compare them.</source>
            <translation>Elija una ejecución para ver sus ajustes; elija dos para compararlas.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/panel.py" />
            <source>Entries of the history that cannot be read: {count}. They stay in the project until removed.</source>
            <translation>Entradas del historial que no se pueden leer: {count}. Quedan en el proyecto hasta que se quiten.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/panel.py" />
            <source>The command is in the clipboard.</source>
            <translation>La orden está en el portapapeles.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/panel.py" />
            <source>No program opens folders here; this one is {folder}</source>
            <translation>Ningún programa abre carpetas aquí; esta es {folder}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/panel.py" />
            <source>Comparing</source>
            <translation>Comparando</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/panel.py" />
            <source>Deleting run folders</source>
            <translation>Borrando carpetas de ejecución</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/panel.py" />
            <source>Delete run folders</source>
            <translation>Borrar carpetas de ejecución</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/panel.py" />
            <source>The run folders are deleted.</source>
            <translation>Las carpetas de ejecución están borradas.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/panel.py" />
            <location filename="../../plugin/dock/models/entries.py" />
            <source>unreadable</source>
            <translation>ilegible</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/panel.py" />
            <source>This entry of the history cannot be read: {reason}</source>
            <translation>No se puede leer esta entrada del historial: {reason}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/panel.py" />
            <source>It stays in the project file as it is, until it is removed. Its text:</source>
            <translation>Queda en el archivo del proyecto como está, hasta que se quite. Su texto:</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/removing.py" />
            <source>Remove from the history</source>
            <translation>Quitar del historial</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/removing.py" />
            <source>Remove this run from the history of the project?</source>
            <translation>¿Quitar esta ejecución del historial del proyecto?</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/removing.py" />
            <source>Remove {count} runs from the history of the project?</source>
            <translation>¿Quitar {count} ejecuciones del historial del proyecto?</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/removing.py" />
            <source>Layers and results stay.</source>
            <translation>Las capas y los resultados quedan.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/removing.py" />
            <source>Run folders that stay in any case, because layers or other runs need them or they lie elsewhere: {count}.</source>
            <translation>Carpetas de ejecución que quedan en todo caso, porque las necesitan capas u otras ejecuciones o están en otro sitio: {count}.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/removing.py" />
            <source>Also delete run folders with their scores: {count}</source>
            <translation>Borrar también carpetas de ejecución con sus puntuaciones: {count}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/removing.py" />
            <source>Cancelled; {folder} is still there.</source>
            <translation>Cancelado; {folder} sigue estando.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>Done</source>
            <translation>Hecho</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>Cancelled</source>
            <translation>Cancelado</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>Failed</source>
            <translation>Falló</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>Crashed</source>
            <translation>Se cortó</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>{when}, {model}</source>
            <translation>{when}, {model}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>The run of {run} has no polygons left to compare; run it again.</source>
            <translation>La ejecución de {run} ya no tiene polígonos que comparar; ejecútela otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>The run of {run} has no polygons to compare, because it did not come to its end ({end}). Run it again.</source>
            <translation>La ejecución de {run} no tiene polígonos que comparar porque no llegó a su fin ({end}). Ejecútela otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>Settings</source>
            <translation>Ajustes</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Message</source>
            <translation>Mensaje</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>Started</source>
            <translation>Empezó</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>Took</source>
            <translation>Tardó</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Checksum (SHA-256)</source>
            <translation>Suma de verificación (SHA-256)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <location filename="../../plugin/dock/models/card_text.py" />
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Thresholds</source>
            <translation>Umbrales</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>Layers</source>
            <translation>Capas</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>Results</source>
            <translation>Resultados</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>Algorithm</source>
            <translation>Algoritmo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>Output: {name}</source>
            <translation>Salida: {name}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>empty</source>
            <translation>vacía</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>yes</source>
            <translation>sí</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>no</source>
            <translation>no</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/history/words.py" />
            <source>{layer}, selected features only</source>
            <translation>{layer}, solo objetos seleccionados</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_dialog.py" />
            <source>Tesela: {model}</source>
            <translation>Tesela: {model}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Detection: boxes and centre points of windows</source>
            <translation>Detección: recuadros y puntos centrales de ventanas</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Segmentation: outlines as polygons</source>
            <translation>Segmentación: contornos como polígonos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Labelling: several labels a window</source>
            <translation>Etiquetado: varias etiquetas por ventana</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Regression: a value a window</source>
            <translation>Regresión: un valor por ventana</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Classification of photographs at points</source>
            <translation>Clasificación de fotografías en puntos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Where it should not be used, and what is known to mislead it</source>
            <translation>Dónde no debería usarse, y qué se sabe que lo confunde</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>What it does</source>
            <translation>Qué hace</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Unless you choose otherwise</source>
            <translation>Salvo que usted elija otra cosa</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Measured figures</source>
            <translation>Cifras medidas</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Training data</source>
            <translation>Datos de entrenamiento</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>How the data were split</source>
            <translation>Cómo se dividieron los datos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>The package</source>
            <translation>El paquete</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Task</source>
            <translation>Tarea</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Predicts</source>
            <translation>Predice</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>{name} in {unit}, {low} to {high}</source>
            <translation>{name} en {unit}, de {low} a {high}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Classes</source>
            <translation>Clases</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Background</source>
            <translation>Fondo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>{name} (never written)</source>
            <translation>{name} (nunca se escribe)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Exactly one of</source>
            <translation>Exactamente una de</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>{dtypes}, {low} to {high}</source>
            <translation>{dtypes}, de {low} a {high}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Ground sampling distance</source>
            <translation>Tamaño de píxel en el terreno</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>{distance} m a pixel</source>
            <translation>{distance} m por píxel</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <location filename="../../plugin/dock/run/options.py" />
            <source>Window</source>
            <translation>Ventana</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>{window} px, {overlap} px of it shared with the next</source>
            <translation>{window} px, de ellos {overlap} px compartidos con la siguiente</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>{label} {threshold}</source>
            <translation>{label} {threshold}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>none: the highest of each group holds</source>
            <translation>ninguno: vale la más alta de cada grupo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Least area</source>
            <translation>Área mínima</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Least hole</source>
            <translation>Hueco mínimo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <location filename="../../plugin/dock/result/form.py" />
            <location filename="../../plugin/dock/run/options.py" />
            <source>Simplification</source>
            <translation>Simplificación</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>{name} ({licence}): {source}</source>
            <translation>{name} ({licence}): {source}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>None were measured.</source>
            <translation>No se midió ninguna.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>({low} to {high} over {count} trainings)</source>
            <translation>(de {low} a {high} en {count} entrenamientos)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>{data}, {part}, {count} samples</source>
            <translation>{data}, {part}, {count} muestras</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Id</source>
            <translation>Id</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Version</source>
            <translation>Versión</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Licence</source>
            <translation>Licencia</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Weights</source>
            <translation>Pesos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>{file} ({format})</source>
            <translation>{file} ({format})</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>Recipe</source>
            <translation>Receta</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_text.py" />
            <source>The card names none.</source>
            <translation>La ficha no nombra ninguno.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_view.py" />
            <location filename="../../plugin/dock/run/model_picker.py" />
            <source>Model card</source>
            <translation>Ficha del modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_view.py" />
            <source>What the model says of itself</source>
            <translation>Lo que el modelo dice de sí mismo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_view.py" />
            <source>The model card: what the model finds and on which imagery, where it should not be used, what was measured on images that it was not trained on, and which data and licences stand behind it.</source>
            <translation>La ficha del modelo: qué encuentra y en qué imágenes, dónde no debería usarse, qué se midió en imágenes con las que no se entrenó, y qué datos y licencias hay detrás.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_view.py" />
            <source>Label of the curve</source>
            <translation>Etiqueta de la curva</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_view.py" />
            <source>Which class the curve is about</source>
            <translation>De qué clase trata la curva</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_view.py" />
            <source>The curve below shows one class at a time; choose which.</source>
            <translation>La curva de abajo muestra una clase cada vez; elija cuál.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_view.py" />
            <location filename="../../plugin/dock/result/form.py" />
            <source>Precision and recall</source>
            <translation>Precisión y exhaustividad</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_view.py" />
            <source>Precision and recall on validation samples, a curve a data set: how much of what is there is found, and how much of what is found is right, from the highest to the lowest threshold. The marks stand at the threshold of the card.</source>
            <translation>Precisión y exhaustividad en muestras de validación, una curva por conjunto de datos: cuánto de lo que hay se encuentra, y cuánto de lo que se encuentra es correcto, del umbral más alto al más bajo. Las marcas están en el umbral de la ficha.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_view.py" />
            <source>C&amp;urve of</source>
            <translation>C&amp;urva de</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_view.py" />
            <location filename="../../plugin/dock/result/view.py" />
            <source>recall</source>
            <translation>exhaustividad</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_view.py" />
            <location filename="../../plugin/dock/result/view.py" />
            <source>precision</source>
            <translation>precisión</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/card_view.py" />
            <source>At the card's threshold of {threshold}:</source>
            <translation>Con el umbral de la ficha, {threshold}:</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Tesela: models</source>
            <translation>Tesela: modelos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Add from a &amp;folder…</source>
            <translation>Añadir de una &amp;carpeta…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Add from a &amp;zip…</source>
            <translation>Añadir de un &amp;zip…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>&amp;Remove…</source>
            <translation>&amp;Quitar…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <location filename="../../plugin/dock/settings/log_view.py" />
            <source>&amp;Open folder</source>
            <translation>&amp;Abrir carpeta</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <location filename="../../plugin/dock/run/form.py" />
            <source>Ca&amp;ncel</source>
            <translation>Ca&amp;ncelar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>&amp;Models</source>
            <translation>&amp;Modelos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <location filename="../../plugin/dock/run/form.py" />
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Models</source>
            <translation>Modelos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>The installed models; the card of the chosen one stands on the right</source>
            <translation>Los modelos instalados; la ficha del elegido está a la derecha</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Add from a folder</source>
            <translation>Añadir de una carpeta</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Check the model package in a folder, and install a copy of it for you</source>
            <translation>Comprueba el paquete de modelo de una carpeta, e instala una copia para usted</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Add from a zip</source>
            <translation>Añadir de un zip</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Check the model package in a zip, and install it for you</source>
            <translation>Comprueba el paquete de modelo de un zip, y lo instala para usted</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Remove</source>
            <translation>Quitar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Remove the chosen model from the disk; only added ones can be removed</source>
            <translation>Quita del disco el modelo elegido; solo se pueden quitar los añadidos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Open folder</source>
            <translation>Abrir carpeta</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Show the files of the chosen model</source>
            <translation>Muestra los archivos del modelo elegido</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Stop adding the model; nothing is changed then</source>
            <translation>Deja de añadir el modelo; entonces no cambia nada</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <location filename="../../plugin/dock/review/form.py" />
            <location filename="../../plugin/dock/run/form.py" />
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Progress</source>
            <translation>Progreso</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>The package is being checked and copied</source>
            <translation>El paquete se está comprobando y copiando</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>What was done last</source>
            <translation>Lo último que se hizo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Adding {source}</source>
            <translation>Añadiendo {source}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Cancelled; nothing was changed.</source>
            <translation>Cancelado; no cambió nada.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>{name} {version} was added.</source>
            <translation>Se añadió {name} {version}.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>{name} {version} was added in place of {old}.</source>
            <translation>Se añadió {name} {version} en lugar de {old}.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Left out, because it is no part of a package: {files}.</source>
            <translation>Se dejó fuera, porque no forma parte de un paquete: {files}.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Version {old} of '{model}' is installed, and the package holds version {new}. Runs made with the one that is installed keep their results, but cannot go on with the other.

Replace it?</source>
            <translation>Está instalada la versión {old} de «{model}», y el paquete contiene la versión {new}. Las ejecuciones hechas con la instalada conservan sus resultados, pero no pueden continuar con la otra.

¿Sustituirla?</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Replace the model?</source>
            <translation>¿Sustituir el modelo?</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>This model comes with Tesela, so it cannot be removed; only added ones can.</source>
            <translation>Este modelo viene con Tesela, así que no se puede quitar; solo los añadidos.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Remove the model '{model}' from the disk? Its folder is {folder}.</source>
            <translation>¿Quitar del disco el modelo «{model}»? Su carpeta es {folder}.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Remove the model?</source>
            <translation>¿Quitar el modelo?</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Removing the model '{model}'</source>
            <translation>Quitando el modelo «{model}»</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>The model '{model}' was removed.</source>
            <translation>Se quitó el modelo «{model}».</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Folder of a model package</source>
            <translation>Carpeta de un paquete de modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Zip of a model package</source>
            <translation>Zip de un paquete de modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Model packages (*.zip)</source>
            <translation>Paquetes de modelo (*.zip)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>Checking the models</source>
            <translation>Comprobando los modelos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/dialog.py" />
            <source>No model is installed; add one from a folder or a zip.</source>
            <translation>No hay ningún modelo instalado; añada uno de una carpeta o un zip.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/entries.py" />
            <source>{folder} cannot be read: {reason}.</source>
            <translation>No se puede leer {folder}: {reason}.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/entries.py" />
            <source>added by you</source>
            <translation>añadido por usted</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/entries.py" />
            <source>comes with Tesela</source>
            <translation>viene con Tesela</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/entries.py" />
            <source>{name}
{version}, {origin}</source>
            <translation>{name}
{version}, {origin}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/models/entries.py" />
            <source>Damaged: see below</source>
            <translation>Dañado: vea abajo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>La&amp;bel</source>
            <translation>E&amp;tiqueta</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>&amp;No false positives</source>
            <translation>&amp;Sin falsos positivos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Best &amp;F1</source>
            <translation>Mejor &amp;F1</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Wanted &amp;precision</source>
            <translation>&amp;Precisión deseada</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source> m²</source>
            <translation> m²</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source> m</source>
            <translation> m</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>&amp;Apply</source>
            <translation>&amp;Aplicar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>&amp;Reset</source>
            <translation>&amp;Restablecer</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <location filename="../../plugin/dock/review/form.py" />
            <source> %</source>
            <translation> %</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>ROC curve</source>
            <translation>Curva ROC</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Suppression &amp;IoU</source>
            <translation>&amp;IoU de supresión</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>S&amp;mallest area</source>
            <translation>Área &amp;mínima</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Smallest &amp;hole</source>
            <translation>&amp;Hueco mínimo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Simp&amp;lification</source>
            <translation>Simplifi&amp;cación</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>The label whose threshold is moved; each label keeps its own</source>
            <translation>La etiqueta cuyo umbral se mueve; cada etiqueta conserva el suyo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Least score of what the map shows</source>
            <translation>Puntuación mínima de lo que muestra el mapa</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Drag, or use the arrow keys: the map shows what scores at least this much</source>
            <translation>Arrastre, o use las teclas de flecha: el mapa muestra lo que tiene al menos esta puntuación</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>How many features have which score; hatched bars are hidden on the map</source>
            <translation>Cuántos objetos tienen qué puntuación; las barras rayadas están ocultas en el mapa</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Which curve of the model card is shown</source>
            <translation>Qué curva de la ficha del modelo se muestra</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>What each threshold cost on the validation samples of the model; the marks stand at the threshold above</source>
            <translation>Lo que costó cada umbral en las muestras de validación del modelo; las marcas están en el umbral de arriba</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>The lowest threshold at which nothing was found wrongly on the validation samples</source>
            <translation>El umbral más bajo con el que nada se encontró por error en las muestras de validación</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>The threshold with the best balance of precision and recall</source>
            <translation>El umbral con el mejor equilibrio entre precisión y exhaustividad</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>The lowest threshold at which this share of what was found on the validation samples was true</source>
            <translation>El umbral más bajo con el que esta parte de lo encontrado en las muestras de validación era verdadera</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <location filename="../../plugin/dock/run/threshold_fields.py" />
            <source>Share of what is found that should be true</source>
            <translation>Parte de lo encontrado que debería ser verdadera</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <location filename="../../plugin/dock/run/options.py" />
            <source>Of two boxes that overlap by more than this intersection over union, the lower score goes</source>
            <translation>De dos recuadros que se superponen más que esta intersección sobre unión, se va el de menor puntuación</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Smaller polygons are left out</source>
            <translation>Los polígonos menores se dejan fuera</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Smaller holes are filled</source>
            <translation>Los huecos menores se rellenan</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Tolerance within which outlines are simplified</source>
            <translation>Tolerancia con que se simplifican los contornos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Writes a new layer with this selection from the scores of the run</source>
            <translation>Escribe una capa nueva con esta selección a partir de las puntuaciones de la ejecución</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Back to the thresholds and options that the layer was written with</source>
            <translation>Vuelve a los umbrales y opciones con que se escribió la capa</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Histogram of scores</source>
            <translation>Histograma de puntuaciones</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>What the map shows</source>
            <translation>Lo que muestra el mapa</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Curve</source>
            <translation>Curva</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Curve of the model card</source>
            <translation>Curva de la ficha del modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>What the threshold costs</source>
            <translation>Qué cuesta el umbral</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <location filename="../../plugin/dock/run/options.py" />
            <source>Smallest area</source>
            <translation>Área mínima</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <location filename="../../plugin/dock/run/options.py" />
            <source>Smallest hole</source>
            <translation>Hueco mínimo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <source>Notice</source>
            <translation>Aviso</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/form.py" />
            <location filename="../../plugin/dock/run/threshold_fields.py" />
            <source>&amp;Threshold</source>
            <translation>Umbra&amp;l</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/panel.py" />
            <source>No result yet. Run a model on the page 'Run'; its result can be sifted here.</source>
            <translation>Todavía no hay resultado. Ejecute un modelo en la página «Ejecutar»; su resultado se puede filtrar aquí.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/panel.py" />
            <source>The layer of this result was removed or its project closed. Show a run from the page 'History', or run the model again, to sift its result.</source>
            <translation>La capa de este resultado se quitó o se cerró su proyecto. Muestre una ejecución desde la página «Historial», o ejecute el modelo otra vez, para cribar su resultado.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/panel.py" />
            <source>Reading the scores</source>
            <translation>Leyendo las puntuaciones</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/panel.py" />
            <source>The style of '{layer}' cannot be filtered, so the map does not follow; choose another style, or apply.</source>
            <translation>El estilo de «{layer}» no se puede filtrar, así que el mapa no lo sigue; elija otro estilo, o aplique.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/panel.py" />
            <source>Only the centres of these detections are in the project. The threshold is moved on their boxes: show the run from the page 'History', or run the model again, to get them back.</source>
            <translation>En el proyecto solo están los centros de estas detecciones. El umbral se mueve sobre sus recuadros: para recuperarlos, muestre la ejecución desde la página «Historial» o ejecute otra vez el modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/panel.py" />
            <source>No threshold decides what is in this result: every window or value is kept. They are on the map, and can be stepped through on the page 'Review'.</source>
            <translation>Ningún umbral decide qué hay en este resultado: se conservan todas las ventanas o valores. Están en el mapa y se pueden recorrer en la página «Revisión».</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/threshold_words.py" />
            <source>The model card has no evidence for this label, so nothing can be said of what a threshold costs.</source>
            <translation>La ficha del modelo no tiene evidencia de esta etiqueta, así que no se puede decir nada de lo que cuesta un umbral.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/threshold_words.py" />
            <source>On the validation samples this threshold found nothing.</source>
            <translation>En las muestras de validación este umbral no encontró nada.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/threshold_words.py" />
            <source>On the validation samples this threshold found {found} of what is there; {wrong} of what it found was wrong.</source>
            <translation>En las muestras de validación este umbral encontró {found} de lo que hay; {wrong} de lo que encontró estaba mal.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/threshold_words.py" />
            <source>{data}: found {true} of {positives}, and {false} of {negatives} wrongly</source>
            <translation>{data}: encontró {true} de {positives}, y {false} de {negatives} por error</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/threshold_words.py" />
            <source>{count} of {whole} polygons, {area} in all.</source>
            <translation>{count} de {whole} polígonos, {area} en total.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/threshold_words.py" />
            <source>{count} of {whole} windows hold '{label}', about {area} in all.</source>
            <translation>{count} de {whole} ventanas tienen «{label}», {area} en total aproximadamente.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/threshold_words.py" />
            <source>{count} of {whole} windows hold '{label}'.</source>
            <translation>{count} de {whole} ventanas tienen «{label}».</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/threshold_words.py" />
            <source>{count} of {whole} boxes, about {area} in all.</source>
            <translation>{count} de {whole} recuadros, {area} en total aproximadamente.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/threshold_words.py" />
            <source>{count} of {whole} boxes.</source>
            <translation>{count} de {whole} recuadros.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/view.py" />
            <source>&amp;Suppression</source>
            <translation>S&amp;upresión</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/view.py" />
            <source>P&amp;olygons</source>
            <translation>P&amp;olígonos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/view.py" />
            <source>not in the layer</source>
            <translation>no está en la capa</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/view.py" />
            <source>false positive rate</source>
            <translation>tasa de falsos positivos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/view.py" />
            <source>Writes a new layer with this selection from the scores of the run, without running the model</source>
            <translation>Escribe una capa nueva con esta selección a partir de las puntuaciones de la ejecución, sin ejecutar el modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/view.py" />
            <source>Nothing to write: the layer already has this selection</source>
            <translation>No hay nada que escribir: la capa ya tiene esta selección</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/view.py" />
            <source>The layer holds nothing below {written}. Apply selects again from the run, in seconds, without running the model.</source>
            <translation>La capa no contiene nada por debajo de {written}. Aplicar selecciona de nuevo a partir de la ejecución, en segundos, sin ejecutar el modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/view.py" />
            <source>The map hides whole polygons; Apply traces their outlines at this threshold.</source>
            <translation>El mapa oculta polígonos enteros; Aplicar traza sus contornos con este umbral.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/view.py" />
            <source>Apply selects again with these options, in seconds.</source>
            <translation>Aplicar selecciona de nuevo con estas opciones, en segundos.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/view.py" />
            <source>The layer is being edited. The threshold only hides features; no edit is lost.</source>
            <translation>La capa se está editando. El umbral solo oculta objetos; no se pierde ninguna edición.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/result/view.py" />
            <source>The run's scores are not kept, so the selection cannot be written; run the model again.</source>
            <translation>Las puntuaciones de la ejecución no se guardan, así que no se puede escribir la selección; ejecute el modelo otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>The result layer to review</source>
            <translation>La capa de resultados que revisar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Highest score first</source>
            <translation>Mayor puntuación primero</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Lowest score first</source>
            <translation>Menor puntuación primero</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Most uncertain first</source>
            <translation>Más inciertas primero</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>The order of the steps; uncertain are the scores nearest to the threshold</source>
            <translation>El orden de los pasos; inciertas son las puntuaciones más cercanas al umbral</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Which features are stepped through, by their verdict</source>
            <translation>Qué objetos se recorren, según su veredicto</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>How many features have a verdict</source>
            <translation>Cuántos objetos tienen veredicto</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Accept</source>
            <translation>Aceptar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>It is what the model says</source>
            <translation>Es lo que dice el modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Reject</source>
            <translation>Rechazar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>It is not what the model says</source>
            <translation>No es lo que dice el modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <location filename="../../plugin/dock/review/words.py" />
            <source>Unsure</source>
            <translation>Dudoso</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>The picture does not tell; look again later</source>
            <translation>La imagen no lo dice; mírelo otra vez después</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Previous</source>
            <translation>Anterior</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Step back without a verdict</source>
            <translation>Un paso atrás sin veredicto</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Next</source>
            <translation>Siguiente</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Step on without a verdict</source>
            <translation>Un paso adelante sin veredicto</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Take the last verdict back</source>
            <translation>Retira el último veredicto</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Does what the text beside it explains</source>
            <translation>Hace lo que explica el texto de al lado</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>The keys work here and on the map.</source>
            <translation>Las teclas funcionan aquí y en el mapa.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>How much of its surroundings the map shows, as a share of the feature's size</source>
            <translation>Cuánto de su entorno muestra el mapa, como parte del tamaño del objeto</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Keep the scale</source>
            <translation>Mantener la escala</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Move the map to each feature without zooming</source>
            <translation>Mueve el mapa a cada objeto sin cambiar el zoom</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>The name that is kept with each verdict</source>
            <translation>El nombre que se guarda con cada veredicto</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Filter the map</source>
            <translation>Filtrar el mapa</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Draw only features with the verdict chosen above; the layer itself stays whole</source>
            <translation>Dibuja solo los objetos con el veredicto elegido arriba; la capa misma queda entera</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Signs on map</source>
            <translation>Signos en el mapa</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Put ✓, ✗ or ? before the label of each reviewed feature</source>
            <translation>Pone ✓, ✗ o ? delante de la etiqueta de cada objeto revisado</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>{reviewed} of {total} reviewed</source>
            <translation>{reviewed} de {total} revisados</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>{count} read</source>
            <translation>{count} leídos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>&amp;Layer</source>
            <translation>&amp;Capa</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>&amp;Order</source>
            <translation>&amp;Orden</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Sho&amp;w</source>
            <translation>&amp;Mostrar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>&amp;Margin</source>
            <translation>Mar&amp;gen</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Re&amp;viewer</source>
            <translation>Re&amp;visor</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Op&amp;tions</source>
            <translation>Opcion&amp;es</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Layer</source>
            <translation>Capa</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Order</source>
            <translation>Orden</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Show</source>
            <translation>Mostrar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Picture of the feature</source>
            <translation>Imagen del objeto</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>The feature</source>
            <translation>El objeto</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Margin</source>
            <translation>Margen</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>Reviewer</source>
            <translation>Revisor</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <source>All</source>
            <translation>Todos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <location filename="../../plugin/dock/review/words.py" />
            <source>Not reviewed yet</source>
            <translation>Sin revisar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <location filename="../../plugin/dock/review/words.py" />
            <source>Accepted</source>
            <translation>Aceptados</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/form.py" />
            <location filename="../../plugin/dock/review/words.py" />
            <source>Rejected</source>
            <translation>Rechazados</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/map_options.py" />
            <source>The style of this layer cannot be limited to verdicts; choose single symbols or categories.</source>
            <translation>El estilo de esta capa no se puede limitar a veredictos; elija símbolo único o categorías.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/map_options.py" />
            <source>The labels of this layer are rules, so the signs cannot be added to them.</source>
            <translation>Las etiquetas de esta capa son reglas, así que no se les pueden añadir los signos.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/panel.py" />
            <source>Writing {path}</source>
            <translation>Escribiendo {path}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/panel.py" />
            <source>This feature cannot be shown in the project's CRS; choose another one for it.</source>
            <translation>Este objeto no se puede mostrar en el SRC del proyecto; elija otro SRC para él.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/picture.py" />
            <source>Drawing</source>
            <translation>Dibujando</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/picture.py" />
            <source>The photograph {path} is not there.</source>
            <translation>La fotografía {path} no está.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/picture.py" />
            <source>No picture: add the raster of this run to the project, or make a raster layer visible.</source>
            <translation>Sin imagen: añada al proyecto el ráster de esta ejecución, o haga visible una capa ráster.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/saving.py" />
            <source>Save a copy</source>
            <translation>Guardar una copia</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/saving.py" />
            <location filename="../../plugin/dock/run/output_picker.py" />
            <source>GeoPackage (*.gpkg)</source>
            <translation>GeoPackage (*.gpkg)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/saving.py" />
            <source>{path} is there already. Replace it?</source>
            <translation>{path} ya existe. ¿Desea reemplazarlo?</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/walk.py" />
            <source>This is the first one.</source>
            <translation>Este es el primero.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/walk.py" />
            <source>The feature was deleted meanwhile; the review goes on with the next one.</source>
            <translation>El objeto se borró entretanto; la revisión sigue con el siguiente.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/words.py" />
            <source>Add the columns and begin</source>
            <translation>Añadir las columnas y empezar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/words.py" />
            <source>Save a copy…</source>
            <translation>Guardar una copia…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/words.py" />
            <source>Run a model, or add the layers of an earlier run: here you step through what was found.</source>
            <translation>Ejecute un modelo, o añada las capas de una ejecución anterior: aquí se recorre lo encontrado.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/words.py" />
            <source>Reading the layer</source>
            <translation>Leyendo la capa</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/words.py" />
            <source>The layer '{name}' has no features to review.</source>
            <translation>La capa «{name}» no tiene objetos que revisar.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/words.py" />
            <source>Verdicts are kept in the layer itself, in three new text columns: verdict, reviewer and reviewed (the time). Nothing else in it changes.</source>
            <translation>Los veredictos se guardan en la propia capa, en tres columnas de texto nuevas: verdict, reviewer y reviewed (la hora). Nada más cambia en ella.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/words.py" />
            <source>All {count} are reviewed.</source>
            <translation>Los {count} están revisados.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/words.py" />
            <source>No feature has this verdict; choose others above.</source>
            <translation>Ningún objeto tiene este veredicto; elija otros arriba.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/words.py" />
            <source>The layer is being edited: verdicts are kept when you save its edits.</source>
            <translation>La capa se está editando: los veredictos se guardan cuando guarde sus ediciones.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/words.py" />
            <source>A temporary layer: verdicts are lost with it.</source>
            <translation>Una capa temporal: los veredictos se pierden con ella.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/words.py" />
            <source>This is the last one; not reviewed yet: {count}.</source>
            <translation>Este es el último; sin revisar: {count}.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/words.py" />
            <source>score {score:.2f}</source>
            <translation>puntuación {score:.2f}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/words.py" />
            <source>no score</source>
            <translation>sin puntuación</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/review/words.py" />
            <source>{rank} of {count}</source>
            <translation>{rank} de {count}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/again.py" />
            <source>the raster {name}</source>
            <translation>el ráster {name}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/again.py" />
            <source>the model {model}</source>
            <translation>el modelo {model}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/again.py" />
            <source>Not here any more: {things}. Choose what to take instead; the rest is filled in.</source>
            <translation>Ya no están aquí: {things}. Elija qué tomar en su lugar; el resto está rellenado.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/algorithm_run.py" />
            <source>Processing does not know {id}; load the plugin again.</source>
            <translation>Procesos no conoce {id}; cargue el complemento otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/algorithm_run.py" />
            <source>The run could not be prepared.</source>
            <translation>No se pudo preparar la ejecución.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/algorithm_run.py" />
            <source>The run was cancelled.</source>
            <translation>La ejecución se canceló.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/algorithm_run.py" />
            <source>The run failed.</source>
            <translation>La ejecución falló.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>Whole layer</source>
            <translation>Capa entera</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>Visible extent</source>
            <translation>Extensión visible</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>Drawn rectangle</source>
            <translation>Rectángulo dibujado</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>Drawn polygon</source>
            <translation>Polígono dibujado</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>Polygon layer</source>
            <translation>Capa de polígonos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>Draw</source>
            <translation>Dibujar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>Only selected features</source>
            <translation>Solo objetos seleccionados</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>Where to look</source>
            <translation>Dónde buscar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>Draw the area</source>
            <translation>Dibujar el área</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>Draw the area on the map; Esc gives up</source>
            <translation>Dibujar el área en el mapa; Esc abandona</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>Coordinates of the area</source>
            <translation>Coordenadas del área</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>The area as text, to be read, typed or pasted: a rectangle or a polygon, with its CRS</source>
            <translation>El área como texto, para leerla, escribirla o pegarla: un rectángulo o un polígono, con su SRC</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>The layer whose polygons say where to look</source>
            <translation>La capa cuyos polígonos dicen dónde buscar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>Look only within the selected polygons of the layer</source>
            <translation>Buscar solo dentro de los polígonos seleccionados de la capa</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>Where to look: in the whole raster, in what the map shows when the run begins, in a rectangle or polygon that you draw, or within the polygons of a layer. What is found in one place does not depend on the area.</source>
            <translation>Dónde buscar: en el ráster entero, en lo que muestra el mapa cuando empieza la ejecución, en un rectángulo o polígono que usted dibuje, o dentro de los polígonos de una capa. Lo que se encuentra en un lugar no depende del área.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>Draws on the map. A rectangle: drag from one corner to the opposite one. A polygon: click its corners; a double click or the right button ends it, the backspace key takes the last corner back. Esc gives up.</source>
            <translation>Dibuja en el mapa. Un rectángulo: arrastre de una esquina a la opuesta. Un polígono: pulse sus vértices; un doble clic o el botón derecho lo termina, la tecla Retroceso quita el último vértice. Esc abandona.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>A rectangle is written xmin,xmax,ymin,ymax, a polygon as well-known text, each with its CRS in brackets, such as [EPSG:4326]; without one, the CRS of the map counts.</source>
            <translation>Un rectángulo se escribe xmin,xmax,ymin,ymax; un polígono, como texto WKT; cada uno con su SRC entre corchetes, como [EPSG:4326]; sin él cuenta el SRC del mapa.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>The polygon layer of the project whose features say where to look, in any CRS.</source>
            <translation>La capa de polígonos del proyecto cuyos objetos dicen dónde buscar, en cualquier SRC.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_form.py" />
            <source>Looks only within those polygons that are selected when the run begins.</source>
            <translation>Busca solo dentro de los polígonos que estén seleccionados cuando empieza la ejecución.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_picker.py" />
            <source>The area {area} is no longer there; draw it again, or choose another one.</source>
            <translation>El área {area} ya no está; dibújela de nuevo, o elija otra.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_picker.py" />
            <source>The project has no polygon layer; add one, or draw the area.</source>
            <translation>El proyecto no tiene ninguna capa de polígonos; añada una, o dibuje el área.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_picker.py" />
            <source>Draw a rectangle on the map.</source>
            <translation>Dibuje un rectángulo en el mapa.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_picker.py" />
            <source>Draw a polygon on the map.</source>
            <translation>Dibuje un polígono en el mapa.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_picker.py" />
            <source>Choose a polygon layer.</source>
            <translation>Elija una capa de polígonos.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_picker.py" />
            <source>No feature of '{name}' is selected; select some, or look in all of them.</source>
            <translation>No hay ningún objeto seleccionado en «{name}»; seleccione alguno, o busque en todos.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_picker.py" />
            <source>The layer '{name}' holds no polygon; draw one in it, or choose another area.</source>
            <translation>La capa «{name}» no contiene ningún polígono; dibuje uno en ella, o elija otra área.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_picker.py" />
            <source>{count} polygons</source>
            <translation>{count} polígonos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_picker.py" />
            <source>{count} polygons, {area}</source>
            <translation>{count} polígonos, {area}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_picker.py" />
            <source>Drag from one corner to the opposite one. Esc gives up.</source>
            <translation>Arrastre de una esquina a la opuesta. Esc abandona.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_picker.py" />
            <source>Click the corners; a double click or the right button ends. Esc gives up.</source>
            <translation>Pulse los vértices; un doble clic o el botón derecho termina. Esc abandona.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/area_picker.py" />
            <source>The layer '{name}' was removed; choose an area.</source>
            <translation>Se quitó la capa «{name}»; elija un área.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_view.py" />
            <location filename="../../plugin/dock/run/form.py" />
            <source>Check</source>
            <translation>Comprobar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_view.py" />
            <source>A check is under way</source>
            <translation>Hay una comprobación en marcha</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_view.py" />
            <source>What the run needs</source>
            <translation>Qué necesita la ejecución</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_view.py" />
            <source>Windows to look at, expected time, memory and disk space, and what runs the model</source>
            <translation>Ventanas que mirar, tiempo, memoria y espacio de disco esperados, y qué ejecuta el modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_view.py" />
            <source>Findings of the check</source>
            <translation>Hallazgos de la comprobación</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_view.py" />
            <source>Notes ({count})</source>
            <translation>Notas ({count})</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_view.py" />
            <source>Known limits of the model ({count})</source>
            <translation>Límites conocidos del modelo ({count})</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_view.py" />
            <source>What the rasters are like</source>
            <translation>Cómo son los rásters</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_view.py" />
            <source>Show or hide this part</source>
            <translation>Mostrar u ocultar esta parte</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_view.py" />
            <source>Advice: {text}</source>
            <translation>Consejo: {text}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_view.py" />
            <source>{remedy}: changes the setting {name} and checks again</source>
            <translation>{remedy}: cambia el ajuste {name} y comprueba otra vez</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_view.py" />
            <source>Bands of the model</source>
            <translation>Bandas del modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_view.py" />
            <source>Bands of the model in {raster}</source>
            <translation>Bandas del modelo en {raster}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_view.py" />
            <source>Band that the model takes for {name}</source>
            <translation>Banda que el modelo toma por {name}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_view.py" />
            <source>The raster's band that the model takes for {name}</source>
            <translation>La banda del ráster que el modelo toma por {name}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>The check found an error; the run would fail.</source>
            <translation>La comprobación encontró un error; la ejecución fallaría.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>The check found {count} errors; the run would fail.</source>
            <translation>La comprobación encontró {count} errores; la ejecución fallaría.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>The run is possible; the check has a warning.</source>
            <translation>La ejecución es posible; la comprobación tiene una advertencia.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>The run is possible; the check has {count} warnings.</source>
            <translation>La ejecución es posible; la comprobación tiene {count} advertencias.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>The check found nothing in the way of the run.</source>
            <translation>La comprobación no encontró nada que impida la ejecución.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>time not measured</source>
            <translation>tiempo no medido</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>about {time}</source>
            <translation>unos {time}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>{count} windows</source>
            <translation>{count} ventanas</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>{size} of memory</source>
            <translation>{size} de memoria</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>{size} of disk ({free} free)</source>
            <translation>{size} de disco ({free} libres)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>Error</source>
            <translation>Error</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>Warning</source>
            <translation>Advertencia</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>Note</source>
            <translation>Nota</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>resolution</source>
            <translation>resolución</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>bands</source>
            <translation>bandas</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>data type</source>
            <translation>tipo de datos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>no data</source>
            <translation>sin datos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>units and CRS</source>
            <translation>unidades y SRC</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>file layout</source>
            <translation>estructura del archivo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>area</source>
            <translation>área</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>windows</source>
            <translation>ventanas</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>time</source>
            <translation>tiempo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>memory</source>
            <translation>memoria</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>disk</source>
            <translation>disco</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>device</source>
            <translation>dispositivo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>model</source>
            <translation>modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/check_words.py" />
            <source>{severity}, {topic}</source>
            <translation>{severity}, {topic}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>M&amp;essages</source>
            <translation>M&amp;ensajes</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <location filename="../../plugin/dock/run/panel.py" />
            <source>&amp;Run</source>
            <translation>E&amp;jecutar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Chec&amp;k</source>
            <translation>Com&amp;probar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>&amp;Go on</source>
            <translation>Reanu&amp;dar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>&amp;Use what was found</source>
            <translation>&amp;Usar lo encontrado</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>Models…</source>
            <translation>Modelos…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <location filename="../../plugin/dock/settings/first_start.py" />
            <source>Options…</source>
            <translation>Opciones…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>Run the model; while another run works, this one waits in the queue</source>
            <translation>Ejecuta el modelo; mientras trabaja otra ejecución, esta espera en la cola</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>Look at the rasters and run some windows, to tell how long it will take and what may go wrong</source>
            <translation>Mira los rásters y ejecuta algunas ventanas, para decir cuánto tardará y qué puede salir mal</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>End the run; what was finished is kept</source>
            <translation>Termina la ejecución; lo terminado se conserva</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>Go on</source>
            <translation>Reanudar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>Finish the interrupted run from where it stopped</source>
            <translation>Termina la ejecución interrumpida desde donde se detuvo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>Use what was found</source>
            <translation>Usar lo encontrado</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>Write layers of the windows that were finished, without the missing ones</source>
            <translation>Escribe capas de las ventanas terminadas, sin las que faltan</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>The installed models and their cards; add or remove models</source>
            <translation>Los modelos instalados y sus fichas; añadir o quitar modelos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>Defaults, where runs are kept, and the worker's environment</source>
            <translation>Valores iniciales, dónde se guardan las ejecuciones, y el entorno del proceso auxiliar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>How far the run is</source>
            <translation>Hasta dónde ha llegado la ejecución</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>How many candidates lie above the threshold so far</source>
            <translation>Cuántos candidatos hay hasta ahora por encima del umbral</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>What goes on, or what stands in the way of a run</source>
            <translation>Qué está pasando, o qué impide una ejecución</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>What really runs the model</source>
            <translation>En qué se ejecuta el modelo de verdad</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>Messages</source>
            <translation>Mensajes</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>All that the worker has said of the runs of this session</source>
            <translation>Todo lo que el proceso auxiliar ha dicho de las ejecuciones de esta sesión</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>Ra&amp;ster</source>
            <translation>&amp;Ráster</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>&amp;Model</source>
            <translation>&amp;Modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>&amp;Area</source>
            <translation>Áre&amp;a</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/form.py" />
            <source>O&amp;utput</source>
            <translation>&amp;Salida</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/model_picker.py" />
            <source>The trained model that looks for things</source>
            <translation>El modelo entrenado que busca cosas</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/model_picker.py" />
            <source>The trained model that looks at the raster. What it looks for decides which layers a run gives.</source>
            <translation>El modelo entrenado que mira el ráster. Lo que busca decide qué capas da una ejecución.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/model_picker.py" />
            <source>Card…</source>
            <translation>Ficha…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/model_picker.py" />
            <source>What the model was trained on, how good it is, and where it should not be used</source>
            <translation>Con qué se entrenó el modelo, qué tan bueno es, y dónde no debería usarse</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/option_fields.py" />
            <source>Set back to the model card's value: {name}</source>
            <translation>Volver al valor de la ficha del modelo: {name}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/option_fields.py" />
            <source>That of the layer</source>
            <translation>El de la capa</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>&amp;Options</source>
            <translation>&amp;Opciones</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Set all options back</source>
            <translation>Restablecer todas las opciones</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Every option gets the model card's value, or your default, again</source>
            <translation>Cada opción recibe otra vez el valor de la ficha del modelo, o su valor inicial</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>By colour: {bands}</source>
            <translation>Por color: {bands}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>As it is ({dtypes})</source>
            <translation>Tal como es ({dtypes})</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>&amp;Options ({count} changed)</source>
            <translation>&amp;Opciones ({count} cambiadas)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>The value range {low}, {high} must go from low to high.</source>
            <translation>El rango de valores {low}, {high} debe ir de menor a mayor.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>The overlap of {overlap} px must be smaller than the window of {window} px.</source>
            <translation>El solape de {overlap} px debe ser menor que la ventana de {window} px.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>&amp;Suppression IoU</source>
            <translation>&amp;IoU de supresión</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Smallest &amp;area (m²)</source>
            <translation>Área mí&amp;nima (m²)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Smallest &amp;hole (m²)</source>
            <translation>&amp;Hueco mínimo (m²)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>&amp;Simplification (m)</source>
            <translation>Simpli&amp;ficación (m)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Ba&amp;nds</source>
            <translation>Ban&amp;das</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>&amp;Value range</source>
            <translation>Rango de &amp;valores</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>&amp;CRS if it has none</source>
            <translation>SRC si no tiene nin&amp;guno</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>&amp;Window (px)</source>
            <translation>Ven&amp;tana (px)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>O&amp;verlap (px)</source>
            <translation>Solape (p&amp;x)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Windows a batc&amp;h</source>
            <translation>Ventanas por l&amp;ote</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Side of the square that the model sees at once, in pixels of its own resolution</source>
            <translation>Lado del cuadrado que el modelo ve de una vez, en píxeles de su propia resolución</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>How many windows go to the model at once; fewer need less memory</source>
            <translation>Cuántas ventanas van al modelo de una vez; con menos hace falta menos memoria</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>automatic</source>
            <translation>automático</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Smaller polygons are left out, in square metres</source>
            <translation>Los polígonos menores se dejan fuera, en metros cuadrados</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Smaller holes are filled, in square metres</source>
            <translation>Los huecos menores se rellenan, en metros cuadrados</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Tolerance within which outlines are simplified, in metres</source>
            <translation>Tolerancia con que se simplifican los contornos, en metros</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Band numbers from 1 in the order of the model's bands, such as 3,2,1; empty: by colour</source>
            <translation>Números de banda desde 1 en el orden de las bandas del modelo, como 3,2,1; vacío: por color</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>By colour</source>
            <translation>Por color</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>The raster values that stand for the darkest and the brightest the model knows, such as 0,2047</source>
            <translation>Los valores del ráster que representan lo más oscuro y lo más claro que conoce el modelo, como 0,2047</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>As it is</source>
            <translation>Tal como es</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Used only for rasters that have no CRS of their own</source>
            <translation>Se usa solo para rásters que no tienen SRC propio</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Results in pixels</source>
            <translation>Resultados en píxeles</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>For rasters without CRS: features in columns and negative rows instead of asking for a CRS</source>
            <translation>Para rásters sin SRC: objetos en columnas y filas negativas en lugar de pedir un SRC</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Warp by control points</source>
            <translation>Deformar con puntos de control</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Resamples rasters that have only ground control points or RPCs onto a north-up grid</source>
            <translation>Remuestrea los rásters que solo tienen puntos de control o RPC a una cuadrícula orientada al norte</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Overlap</source>
            <translation>Solape</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/options.py" />
            <source>Pixels that neighbouring windows share</source>
            <translation>Píxeles que comparten las ventanas vecinas</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/output_picker.py" />
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Output</source>
            <translation>Salida</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/output_picker.py" />
            <source>Where the layers of the run are kept</source>
            <translation>Dónde se guardan las capas de la ejecución</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/output_picker.py" />
            <source>A GeoPackage keeps the layers, beside the project or, until it is saved, beside the raster; each run gets a new file. Temporary layers are gone when the project is closed. A file of your own gets the layers besides those it has.</source>
            <translation>Un GeoPackage conserva las capas, junto al proyecto o, mientras este no se guarde, junto al ráster; cada ejecución recibe un archivo nuevo. Las capas temporales desaparecen al cerrar el proyecto. Un archivo propio recibe las capas además de las que tiene.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/output_picker.py" />
            <source>GeoPackage for the layers of the run</source>
            <translation>GeoPackage para las capas de la ejecución</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/output_picker.py" />
            <source>Output file</source>
            <translation>Archivo de salida</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/output_picker.py" />
            <source>A GeoPackage; layers that are in it already stay</source>
            <translation>Un GeoPackage; las capas que ya están en él se quedan</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/output_picker.py" />
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>GeoPackage beside the project</source>
            <translation>GeoPackage junto al proyecto</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/output_picker.py" />
            <source>GeoPackage beside the raster</source>
            <translation>GeoPackage junto al ráster</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/output_picker.py" />
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Temporary layers</source>
            <translation>Capas temporales</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/output_picker.py" />
            <source>A file</source>
            <translation>Un archivo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/output_picker.py" />
            <source>Choose the file for the layers of the run.</source>
            <translation>Elija el archivo para las capas de la ejecución.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/output_picker.py" />
            <source>{path}: layers are written to a GeoPackage; let the name end in .gpkg.</source>
            <translation>{path}: las capas se escriben en un GeoPackage; el nombre debe terminar en .gpkg.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/output_picker.py" />
            <source>Save the project to keep results.</source>
            <translation>Guarde el proyecto para conservar los resultados.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/panel.py" />
            <source>Set the parameter {name} in the toolbox for that.</source>
            <translation>Para eso, ponga el parámetro {name} en la caja de herramientas.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/panel.py" />
            <source>{run} goes on without the dock; how it ends is said here. To cancel it, open the dock again.</source>
            <translation>{run} sigue sin el panel; aquí se dirá cómo termina. Para cancelarlo, abra el panel de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/panel.py" />
            <source>No model is installed; install the plugin again, or add a model package.</source>
            <translation>No hay ningún modelo instalado; instale el complemento otra vez, o añada un paquete de modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/panel.py" />
            <location filename="../../plugin/dock/run/raster_picker.py" />
            <source>Add a raster layer to the project to begin.</source>
            <translation>Añada una capa ráster al proyecto para empezar.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/panel.py" />
            <source>Not possible as it is: {problem}</source>
            <translation>No es posible tal como está: {problem}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/panel.py" />
            <source>Checking</source>
            <translation>Comprobando</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/panel.py" />
            <source>Ready.</source>
            <translation>Listo.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/panel.py" />
            <source>Ready, but see the warnings of the check.</source>
            <translation>Listo, pero vea las advertencias de la comprobación.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/panel.py" />
            <source>Checking, with some windows really run</source>
            <translation>Comprobando, con algunas ventanas ejecutadas de verdad</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/panel.py" />
            <source>Selecting again</source>
            <translation>Seleccionando de nuevo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/panel.py" />
            <source>Found: {count}</source>
            <translation>Encontrado: {count}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/panel.py" />
            <source>Runs on {device} with {runtime}</source>
            <translation>Se ejecuta en {device} con {runtime}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/panel.py" />
            <source>Runs on {device}</source>
            <translation>Se ejecuta en {device}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/panel.py" />
            <source>Ran on {device}</source>
            <translation>Se ejecutó en {device}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/panel.py" />
            <source>{run}: {text}</source>
            <translation>{run}: {text}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/panel.py" />
            <source>Add to &amp;queue</source>
            <translation>Añadir a la &amp;cola</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/queue.py" />
            <source>The project was closed during the run, so its layers were not loaded.</source>
            <translation>El proyecto se cerró durante la ejecución, así que sus capas no se cargaron.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/queue_view.py" />
            <source>Queue of runs</source>
            <translation>Cola de ejecuciones</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/queue_view.py" />
            <source>The runs that work and wait. They go one after the other, each with a group of its own.</source>
            <translation>Las ejecuciones que trabajan y esperan. Van una tras otra, cada una con su propio grupo.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/queue_view.py" />
            <source>Take {name} out of the queue</source>
            <translation>Quitar {name} de la cola</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/queue_view.py" />
            <source>Cancel {name}; what was finished is kept</source>
            <translation>Cancelar {name}; lo terminado se conserva</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/queue_view.py" />
            <source>waiting</source>
            <translation>en espera</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/queue_view.py" />
            <source>cancelling</source>
            <translation>cancelando</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/queue_view.py" />
            <source>selecting</source>
            <translation>seleccionando</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/queue_view.py" />
            <source>running</source>
            <translation>en marcha</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/quick_check.py" />
            <source>The check gave an answer that cannot be read: {reason}</source>
            <translation>La comprobación dio una respuesta que no se puede leer: {reason}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_form.py" />
            <source>Several</source>
            <translation>Varios</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_form.py" />
            <source>Add files…</source>
            <translation>Añadir archivos…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_form.py" />
            <source>The raster layer to look at</source>
            <translation>La capa ráster que mirar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_form.py" />
            <source>Several rasters</source>
            <translation>Varios rásters</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_form.py" />
            <source>Choose several raster layers, or all those of a group</source>
            <translation>Elegir varias capas ráster, o todas las de un grupo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_form.py" />
            <source>Add files</source>
            <translation>Añadir archivos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_form.py" />
            <source>Add raster files to the project and choose them</source>
            <translation>Añadir archivos ráster al proyecto y elegirlos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_form.py" />
            <source>Check the raster layers to look at; a group checks all of its rasters</source>
            <translation>Marque las capas ráster que mirar; un grupo marca todos sus rásters</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_form.py" />
            <source>The raster layer to look at: a file, or a layer of a web service such as WMS or XYZ tiles. Files and layers can also be dropped here.</source>
            <translation>La capa ráster que mirar: un archivo, o una capa de un servicio web como WMS o teselas XYZ. También se pueden soltar aquí archivos y capas.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_form.py" />
            <source>Shows a list in which several raster layers, or whole groups, can be checked.</source>
            <translation>Muestra una lista en la que se pueden marcar varias capas ráster, o grupos enteros.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_form.py" />
            <source>Adds raster files to the project as layers, and chooses them.</source>
            <translation>Añade archivos ráster al proyecto como capas, y los elige.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_form.py" />
            <source>All raster layers of the project. Those that are checked go into one result. Space checks a line.</source>
            <translation>Todas las capas ráster del proyecto. Las marcadas van a un solo resultado. La barra espaciadora marca una línea.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_picker.py" />
            <source>Check at least one raster.</source>
            <translation>Marque al menos un ráster.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_picker.py" />
            <source>Choose a raster.</source>
            <translation>Elija un ráster.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_picker.py" />
            <source>The layer '{name}' cannot be opened; mend its source, or choose another one.</source>
            <translation>No se puede abrir la capa «{name}»; repare su fuente, o elija otra.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_picker.py" />
            <source>Add raster files</source>
            <translation>Añadir archivos ráster</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_picker.py" />
            <source>No raster can be read from {files}; choose files that GDAL opens, such as GeoTIFF.</source>
            <translation>No se puede leer ningún ráster de {files}; elija archivos que abra GDAL, como GeoTIFF.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_picker.py" />
            <source>{count} of {total} rasters</source>
            <translation>{count} de {total} rásters</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_tables.py" />
            <source>and {count} more</source>
            <translation>y {count} más</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_tables.py" />
            <source>unknown</source>
            <translation>desconocido</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_tables.py" />
            <source>{x:.3g} x {y:.3g} m on the ground</source>
            <translation>{x:.3g} x {y:.3g} m en el terreno</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_tables.py" />
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Size</source>
            <translation>Tamaño</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_tables.py" />
            <source>{width} x {height} pixels</source>
            <translation>{width} x {height} píxeles</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_tables.py" />
            <source>Pixel</source>
            <translation>Píxel</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_tables.py" />
            <source>CRS</source>
            <translation>SRC</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_tables.py" />
            <source>No data</source>
            <translation>Sin datos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/raster_tables.py" />
            <source>Layout</source>
            <translation>Estructura</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/request.py" />
            <source>{name} (unfinished)</source>
            <translation>{name} (sin terminar)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/request.py" />
            <source>{raster} and {count} more – {model}</source>
            <translation>{raster} y {count} más – {model}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/request.py" />
            <source>{raster} – {model}</source>
            <translation>{raster} – {model}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/threshold_fields.py" />
            <source>How thresholds are chosen: the model card's own values, or those for which the card's validation samples show the best F1, no false positives, or a wanted precision</source>
            <translation>Cómo se eligen los umbrales: los valores de la ficha del modelo, o aquellos con los que las muestras de validación de la ficha dan el mejor F1, ningún falso positivo o una precisión deseada</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/threshold_fields.py" />
            <source>The label whose threshold is shown below</source>
            <translation>La etiqueta cuyo umbral se muestra abajo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/threshold_fields.py" />
            <source>Least score of what is written, from 0 to 1</source>
            <translation>Puntuación mínima de lo que se escribe, de 0 a 1</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/threshold_fields.py" />
            <source>Thresholds &amp;by</source>
            <translation>Um&amp;brales según</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/threshold_fields.py" />
            <source>&amp;Precision</source>
            <translation>Prec&amp;isión</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/threshold_fields.py" />
            <source>&amp;Label</source>
            <translation>E&amp;tiqueta</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/words.py" />
            <source>A raster has changed since the run whose scores this one was to go on from; press Run once more to begin anew.</source>
            <translation>Un ráster ha cambiado desde la ejecución con cuyas puntuaciones esta iba a continuar; pulse Ejecutar otra vez para empezar de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/words.py" />
            <source>Done: the layers are in the group '{group}'.</source>
            <translation>Hecho: las capas están en el grupo «{group}».</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/words.py" />
            <source>Done, but there is nothing in the result; see the messages.</source>
            <translation>Hecho, pero no hay nada en el resultado; vea los mensajes.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/run/words.py" />
            <source>Nothing was found above the threshold {threshold}; a lower one may show more.</source>
            <translation>No se encontró nada por encima del umbral {threshold}; uno más bajo puede mostrar más.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Tesela: clean up</source>
            <translation>Tesela: limpiar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Date</source>
            <translation>Fecha</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Remark</source>
            <translation>Observación</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source> days</source>
            <translation> días</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>&amp;Choose them</source>
            <translation>&amp;Elegirlas</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Choose &amp;none</source>
            <translation>No elegir &amp;ninguna</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>&amp;Remove the chosen…</source>
            <translation>&amp;Quitar las elegidas…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>&amp;Kept on the disk</source>
            <translation>&amp;Guardado en el disco</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>What is &amp;older than</source>
            <translation>Lo &amp;anterior a</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Kept on the disk</source>
            <translation>Guardado en el disco</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Runs and environments that are kept; tick what is to go</source>
            <translation>Ejecuciones y entornos que se guardan; marque lo que deba irse</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Days</source>
            <translation>Días</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Age in days from which something counts as old</source>
            <translation>Edad en días desde la que algo cuenta como antiguo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Choose what is older</source>
            <translation>Elegir lo anterior</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Tick everything that is older; what the open project uses is left out</source>
            <translation>Marca todo lo que es anterior; lo que usa el proyecto abierto se deja fuera</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Choose none</source>
            <translation>No elegir ninguna</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Take all ticks away</source>
            <translation>Quita todas las marcas</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Chosen</source>
            <translation>Elegido</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>How much is chosen</source>
            <translation>Cuánto está elegido</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Sizes are being measured, or files removed</source>
            <translation>Se miden tamaños o se quitan archivos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Remove the chosen</source>
            <translation>Quitar lo elegido</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Remove what is ticked from the disk, after a question</source>
            <translation>Quita del disco lo que está marcado, después de preguntar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Measuring what is kept</source>
            <translation>Midiendo lo que se guarda</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Removing</source>
            <translation>Quitando</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>{count} entries ({size}) are removed from the disk. This cannot be undone.</source>
            <translation>Se quitan del disco {count} entradas ({size}). Esto no se puede deshacer.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>The open project uses these: layers that lie in them are lost, and their thresholds cannot be moved any more.
{names}</source>
            <translation>El proyecto abierto usa estas: las capas que están en ellas se pierden, y sus umbrales ya no se pueden mover.
{names}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Another version of Tesela, in another profile of QGIS, would have to make its environment again.</source>
            <translation>Otra versión de Tesela, en otro perfil de QGIS, tendría que crear su entorno de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Remove the chosen?</source>
            <translation>¿Quitar lo elegido?</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>Cancelled.</source>
            <translation>Cancelado.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>{count} entries were removed.</source>
            <translation>Se quitaron {count} entradas.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>The rest was left, because you cancelled.</source>
            <translation>El resto se dejó, porque usted canceló.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>environment of another version</source>
            <translation>entorno de otra versión</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>half-made environment</source>
            <translation>entorno a medio hacer</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>interrupted; it can go on</source>
            <translation>interrumpida; puede continuar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>left over from a removal</source>
            <translation>resto de un borrado</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>used by the open project</source>
            <translation>la usa el proyecto abierto</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>{count} of {all} are chosen: {size} of {whole}. Runs are kept in {folder}.</source>
            <translation>Están elegidas {count} de {all}: {size} de {whole}. Las ejecuciones se guardan en {folder}.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/clean_up.py" />
            <source>(environment {name})</source>
            <translation>(entorno {name})</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_maker.py" />
            <source>The worker's environment is ready.</source>
            <translation>El entorno del proceso auxiliar está listo.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>&amp;Make it</source>
            <translation>&amp;Crearlo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>R&amp;epair…</source>
            <translation>R&amp;eparar…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Show &amp;logs…</source>
            <translation>Ver re&amp;gistros…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Open fol&amp;der</source>
            <translation>Abrir carpe&amp;ta</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Folder</source>
            <translation>Carpeta</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Packages</source>
            <translation>Paquetes</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Others</source>
            <translation>Otros</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Make the environment</source>
            <translation>Crear el entorno</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Download and install the packages that run the models, in the background; needed once, about 2 GB</source>
            <translation>Descarga e instala los paquetes que ejecutan los modelos, en segundo plano; hace falta una vez, unos 2 GB</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Repair the environment</source>
            <translation>Reparar el entorno</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Remove the environment and make it again, for when packages of it were damaged</source>
            <translation>Quita el entorno y lo crea de nuevo, para cuando se dañaron paquetes suyos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Stop making or checking; a half-made environment is noticed and made again</source>
            <translation>Detiene la creación o la comprobación; un entorno a medio hacer se reconoce y se crea de nuevo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Check the environment</source>
            <translation>Comprobar el entorno</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Start the worker, import every package and say what models run on; takes some seconds</source>
            <translation>Inicia el proceso auxiliar, importa cada paquete y dice en qué se ejecutan los modelos; tarda unos segundos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Show logs</source>
            <translation>Ver registros</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>What the worker and the making of its environment wrote</source>
            <translation>Lo que escribieron el proceso auxiliar y la creación de su entorno</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Show the folder of the environment</source>
            <translation>Muestra la carpeta del entorno</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>How far the environment is made</source>
            <translation>Cuánto del entorno está creado</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <location filename="../../plugin/dock/settings/log_view.py" />
            <source>Log</source>
            <translation>Registro</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>What is done while the environment is made</source>
            <translation>Lo que se hace mientras se crea el entorno</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>is being measured</source>
            <translation>se está midiendo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Measuring the worker's environment</source>
            <translation>Midiendo el entorno del proceso auxiliar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>not known; press Check</source>
            <translation>no se sabe; pulse Comprobar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>is being found out</source>
            <translation>se está averiguando</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Checking the worker</source>
            <translation>Comprobando el proceso auxiliar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>The environment in {folder} is removed and made again, which downloads the packages anew. Runs that are going on now would fail.

Go on?</source>
            <translation>El entorno de {folder} se quita y se crea de nuevo, lo que descarga los paquetes otra vez. Las ejecuciones en curso fallarían.

¿Continuar?</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Repair the environment?</source>
            <translation>¿Reparar el entorno?</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Being made</source>
            <translation>Se está creando</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>nothing yet</source>
            <translation>todavía nada</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>of other versions of Tesela: {count}, {size} in all; Clean up removes them</source>
            <translation>de otras versiones de Tesela: {count}, {size} en total; Limpiar los quita</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>none of other versions of Tesela</source>
            <translation>ninguno de otras versiones de Tesela</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>not known</source>
            <translation>no se sabe</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Nothing is wrong.</source>
            <translation>Todo está bien.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>The check was cancelled.</source>
            <translation>La comprobación se canceló.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Ready: your own, named by {origin}</source>
            <translation>Listo: el suyo, nombrado por {origin}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>There is none yet. Make it to run models; this takes some minutes, and about 2 GB.</source>
            <translation>Todavía no hay ninguno. Créelo para ejecutar modelos; tarda unos minutos y ocupa unos 2 GB.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Being made by another QGIS</source>
            <translation>Lo está creando otro QGIS</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Half-made: its making was interrupted. Make it again.</source>
            <translation>A medio hacer: su creación se interrumpió. Créelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Ready</source>
            <translation>Listo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/environment_view.py" />
            <source>Ready: that of the source checkout</source>
            <translation>Listo: el de la copia del código fuente</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/first_start.py" />
            <source>The models need an environment of about 2 GB, made once.</source>
            <translation>Los modelos necesitan un entorno de unos 2 GB, que se crea una sola vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/first_start.py" />
            <source>Make it now</source>
            <translation>Crearlo ahora</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/first_start.py" />
            <source>Download and install the packages in the background; the task can be cancelled</source>
            <translation>Descarga e instala los paquetes en segundo plano; la tarea se puede cancelar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/first_start.py" />
            <source>See the state of the environment, and where things are kept</source>
            <translation>Ver el estado del entorno, y dónde se guardan las cosas</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/kept.py" />
            <source>{folder} cannot be removed: {reason}.</source>
            <translation>No se puede quitar {folder}: {reason}.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/log_view.py" />
            <source>{path} cannot be read: {reason}.</source>
            <translation>No se puede leer {path}: {reason}.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/log_view.py" />
            <source>Tesela: logs</source>
            <translation>Tesela: registros</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/log_view.py" />
            <source>The newest stands first; each run of the worker writes one</source>
            <translation>El más reciente está primero; cada ejecución del proceso auxiliar escribe uno</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/log_view.py" />
            <source>Text of the log</source>
            <translation>Texto del registro</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/log_view.py" />
            <source>What the worker, or the making of its environment, wrote; useful in a report.</source>
            <translation>Lo que escribió el proceso auxiliar, o la creación de su entorno; útil en un informe.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/log_view.py" />
            <source>Show the folder with the logs</source>
            <translation>Muestra la carpeta con los registros</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/log_view.py" />
            <source>&amp;Refresh</source>
            <translation>A&amp;ctualizar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/log_view.py" />
            <source>Read the logs again</source>
            <translation>Lee los registros otra vez</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/log_view.py" />
            <source>&amp;Log</source>
            <translation>&amp;Registro</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/log_view.py" />
            <source>There are no logs yet.</source>
            <translation>Todavía no hay registros.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options.py" />
            <source>Not saved:</source>
            <translation>No se guardó:</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Offer each &amp;result for review</source>
            <translation>Ofrecer cada resultado para re&amp;visión</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>chosen by window size</source>
            <translation>según el tamaño de la ventana</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>The model card's own</source>
            <translation>Los de la ficha del modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Best F1</source>
            <translation>Mejor F1</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source> megapixels</source>
            <translation> megapíxeles</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Clea&amp;n up…</source>
            <translation>L&amp;impiar…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Model&amp;s…</source>
            <translation>&amp;Modelos…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Check &amp;it</source>
            <translation>Compro&amp;barlo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>The worker's environment</source>
            <translation>El entorno del proceso auxiliar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>What a run starts with</source>
            <translation>Con qué empieza una ejecución</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>&amp;Output</source>
            <translation>&amp;Salida</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>&amp;Thresholds</source>
            <translation>&amp;Umbrales</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>&amp;Batch</source>
            <translation>&amp;Lote</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>&amp;Web layers: at most</source>
            <translation>Capas &amp;web: como mucho</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>What is kept on the disk</source>
            <translation>Qué se guarda en el disco</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Folder of r&amp;uns</source>
            <translation>Carpeta de e&amp;jecuciones</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Another Python for the worker</source>
            <translation>Otro Python para el proceso auxiliar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>&amp;Python</source>
            <translation>P&amp;ython</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Where the layers of a run go unless you choose otherwise</source>
            <translation>Adónde van las capas de una ejecución, salvo que usted elija otra cosa</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>How thresholds are chosen from the evidence in the model card</source>
            <translation>Cómo se eligen los umbrales a partir de la evidencia de la ficha del modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Least share of what is found that has to be right</source>
            <translation>Parte mínima de lo encontrado que tiene que ser correcta</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Batch</source>
            <translation>Lote</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Windows that the model looks at together; a smaller one takes less memory</source>
            <translation>Ventanas que el modelo mira juntas; un lote menor ocupa menos memoria</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Limit for web layers</source>
            <translation>Límite para capas web</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>A run that needs more than this from a WMS or XYZ layer is refused before anything is fetched</source>
            <translation>Una ejecución que necesite más que esto de una capa WMS o XYZ se rechaza antes de descargar nada</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Open each result on the page Review, to step through its detections</source>
            <translation>Abre cada resultado en la página Revisión, para recorrer sus detecciones</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Folder of runs</source>
            <translation>Carpeta de ejecuciones</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Where the scores of runs are kept, so that thresholds can be moved later; runs are not moved</source>
            <translation>Donde se guardan las puntuaciones de las ejecuciones, para que los umbrales puedan moverse después; las ejecuciones no se trasladan</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Disk use</source>
            <translation>Uso del disco</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>How much the kept runs and the environments take</source>
            <translation>Cuánto ocupan las ejecuciones guardadas y los entornos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Clean up</source>
            <translation>Limpiar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Choose runs and old environments to remove</source>
            <translation>Elegir ejecuciones y entornos antiguos que quitar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>See the models with their cards, add one, remove one</source>
            <translation>Ver los modelos con sus fichas, añadir uno, quitar uno</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Python of the worker</source>
            <translation>Python del proceso auxiliar</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>A Python with the worker's packages, used instead of Tesela's own; leave it empty otherwise</source>
            <translation>Un Python con los paquetes del proceso auxiliar, en lugar del de Tesela; si no, déjelo vacío</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Check this Python</source>
            <translation>Comprobar este Python</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>See whether the worker can run in this Python</source>
            <translation>Ver si el proceso auxiliar funciona con este Python</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>State of this Python</source>
            <translation>Estado de este Python</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>What is known of this Python</source>
            <translation>Lo que se sabe de este Python</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Tesela's own environment</source>
            <translation>El entorno propio de Tesela</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>The folder of runs '{folder}' is no whole path; choose it again.</source>
            <translation>La carpeta de ejecuciones «{folder}» no es una ruta completa; elíjala otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>The folder of runs '{folder}' is a file; choose a folder.</source>
            <translation>La carpeta de ejecuciones «{folder}» es un archivo; elija una carpeta.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>The Python '{python}' does not exist; choose it again, or leave it empty.</source>
            <translation>El Python «{python}» no existe; elíjalo otra vez, o déjelo vacío.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Being measured</source>
            <translation>Se está midiendo</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Being checked; this takes some seconds</source>
            <translation>Se está comprobando; tarda unos segundos</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Checking a Python</source>
            <translation>Comprobando un Python</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>{count} runs take {runs}; the worker's environments take {environments}.</source>
            <translation>{count} ejecuciones ocupan {runs}; los entornos del proceso auxiliar ocupan {environments}.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Python {version}: {problems}</source>
            <translation>Python {version}: {problems}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/settings/options_form.py" />
            <source>Python {version}: everything is there, and models run on {device}.</source>
            <translation>Python {version}: está todo, y los modelos se ejecutan en {device}.</translation>
        </message>
        <message>
            <source>Its layers are not in the project any more; Show adds them again.</source>
            <translation type="vanished">Sus capas ya no están en el proyecto; Mostrar las añade de nuevo.</translation>
        </message>
        <message>
            <source>Its layers are gone, from the project and from the disk; run it again to get them back.</source>
            <translation type="vanished">Sus capas ya no están, ni en el proyecto ni en el disco; ejecútela otra vez para recuperarlas.</translation>
        </message>
        <message>
            <source>A multipolygon for each building, with area in m², score, raster, model and run.</source>
            <translation type="vanished">Un multipolígono por edificio, con área en m², puntuación, ráster, modelo y ejecución.</translation>
        </message>
        <message>
            <source>Not here any more: {things}. The rest is filled in.</source>
            <translation type="vanished">Ya no están aquí: {things}. El resto está rellenado.</translation>
        </message>
        <message>
            <source>No threshold decides what is in this result: every window or value is kept.</source>
            <translation type="vanished">Ningún umbral decide qué hay en este resultado: se conserva cada ventana o valor.</translation>
        </message>
        <message>
            <source>The layer of this result was removed. Run the model again, or open another run, to sift its result.</source>
            <translation type="vanished">La capa de este resultado se quitó. Ejecute el modelo otra vez, o abra otra ejecución, para filtrar su resultado.</translation>
        </message>
        <message>
            <source>The kept area cannot be read; choose one again.</source>
            <translation type="vanished">No se puede leer el área guardada; elija una otra vez.</translation>
        </message>
        <message>
            <source>The polygon layer of the area is no longer in the project; choose another one.</source>
            <translation type="vanished">La capa de polígonos del área ya no está en el proyecto; elija otra.</translation>
        </message>
        <message>
            <source>{number:,.0f} m²</source>
            <translation type="vanished">{number:,.0f} m²</translation>
        </message>
        <message>
            <source>{number:,.2f} ha</source>
            <translation type="vanished">{number:,.2f} ha</translation>
        </message>
        <message>
            <source>{number:,.2f} km²</source>
            <translation type="vanished">{number:,.2f} km²</translation>
        </message>
        <message>
            <source>{number:.1f} GB</source>
            <translation type="vanished">{number:.1f} GB</translation>
        </message>
        <message>
            <source>{number:.0f} MB</source>
            <translation type="vanished">{number:.0f} MB</translation>
        </message>
        <message>
            <source>The models need an environment of their own. It is made once, takes some minutes and about 2 GB.</source>
            <translation type="vanished">Los modelos necesitan un entorno propio. Se crea una vez, tarda unos minutos y ocupa unos 2 GB.</translation>
        </message>
        <message>
            <source>A run that would fetch more than this from a WMS or XYZ layer is refused before anything is fetched</source>
            <translation type="vanished">Una ejecución que descargaría más que esto de una capa WMS o XYZ se rechaza antes de descargar nada</translation>
        </message>
    </context>
    <context>
        <name>TeselaWorker</name>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>schema_version is {0}, but this Tesela reads {1}</source>
            <translation>schema_version es {0}, pero este Tesela lee {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>task '{0}' is unknown (known: {1})</source>
            <translation>la tarea «{0}» es desconocida (conocidas: {1})</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>activation '{0}' is unknown (known: {1})</source>
            <translation>la activación «{0}» es desconocida (conocidas: {1})</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>classes is empty</source>
            <translation>classes está vacío</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>classes names one class twice</source>
            <translation>classes nombra una clase dos veces</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>background '{0}' is none of its classes</source>
            <translation>el fondo «{0}» no es ninguna de sus clases</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>input.bands is empty</source>
            <translation>input.bands está vacío</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>ground_sampling_distance_m must be above zero</source>
            <translation>ground_sampling_distance_m debe ser mayor que cero</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>overlap_px {0} must be smaller than window_px {1}</source>
            <translation>overlap_px {0} debe ser menor que window_px {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>weights.file must be a plain file name</source>
            <translation>weights.file debe ser un nombre de archivo sin más</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>evidence is given for {0}, which is none of its classes</source>
            <translation>hay evidencia de {0}, que no es ninguna de sus clases</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>value is missing</source>
            <translation>falta value</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>selection.thresholds must hold one value a class</source>
            <translation>selection.thresholds debe contener un valor por clase</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>selection.{0} is missing</source>
            <translation>falta selection.{0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>groups names one class twice</source>
            <translation>groups nombra una clase dos veces</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>groups names a class that the model does not have</source>
            <translation>groups nombra una clase que el modelo no tiene</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>a group in groups needs at least two classes</source>
            <translation>un grupo de groups necesita al menos dos clases</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>The model card is refused: {0}.</source>
            <translation>Se rechaza la ficha del modelo: {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>{0} is no model package: it holds no {1}.</source>
            <translation>{0} no es un paquete de modelo: no contiene {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>{0} cannot be read: {1}.</source>
            <translation>No se puede leer {0}: {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>{0} lacks its weights {1}; install the package again.</source>
            <translation>A {0} le faltan sus pesos {1}; instale el paquete de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>{0} is not the file that its card describes (checksum differs); install the package again.</source>
            <translation>{0} no es el archivo que describe su ficha (la suma de comprobación difiere); instale el paquete de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>{0} lacks its weights {1}; get the package again.</source>
            <translation>A {0} le faltan sus pesos {1}; consiga el paquete de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/card.py" />
            <source>{0} is not the file that its card describes (checksum differs); get the package again.</source>
            <translation>{0} no es el archivo que describe su ficha (la suma de comprobación difiere); consiga el paquete de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/check.py" />
            <source>A finding is one of {0}, not {1}.</source>
            <translation>Un hallazgo es uno de {0}, no {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/events.py" />
            <source>The worker wrote a line that is no event: {0}.</source>
            <translation>El proceso auxiliar escribió una línea que no es ningún evento: {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/evidence.py" />
            <source>'{0}' is no rule for thresholds; give {1}, {2} or {3}=P with P above 0 and at most 1, such as precision=0.95.</source>
            <translation>«{0}» no es ninguna regla para umbrales; dé {1}, {2} o {3}=P con P mayor que 0 y como mucho 1, por ejemplo precision=0.95.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/evidence.py" />
            <source>The evidence for '{0}' on {1} has columns of different lengths.</source>
            <translation>La evidencia de «{0}» en {1} tiene columnas de distinta longitud.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/evidence.py" />
            <source>The model card holds no evidence to choose a threshold from; give a threshold instead.</source>
            <translation>La ficha del modelo no contiene evidencia para elegir un umbral; dé un umbral en su lugar.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/evidence.py" />
            <source>The evidence for '{0}' cannot be used by a rule; give a threshold instead.</source>
            <translation>Una regla no puede usar la evidencia de «{0}»; dé un umbral en su lugar.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/evidence.py" />
            <source>no false positive</source>
            <translation>ningún falso positivo</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/evidence.py" />
            <source>a precision of {0}</source>
            <translation>una precisión de {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/evidence.py" />
            <source>No threshold of '{0}' had {1} and found anything on the validation samples; choose another rule, or give a threshold.</source>
            <translation>Ningún umbral de «{0}» tuvo {1} y encontró algo en las muestras de validación; elija otra regla, o dé un umbral.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>The model '{0}' comes with Tesela, so it cannot be removed; only added ones can.</source>
            <translation>El modelo «{0}» viene con Tesela, así que no se puede quitar; solo se pueden quitar los añadidos.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>There is no added model '{0}' to remove; added are {1}.</source>
            <translation>No hay ningún modelo añadido «{0}» que quitar; añadidos están {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <location filename="../../plugin/engine/contract/places.py" />
            <location filename="../../plugin/engine/checking/facts.py" />
            <location filename="../../plugin/engine/photos/points.py" />
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>none</source>
            <translation>ninguno</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>The model '{0}' cannot be removed</source>
            <translation>No se puede quitar el modelo «{0}»</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} does not exist; name the folder or the zip of a model package.</source>
            <translation>{0} no existe; nombre la carpeta o el zip de un paquete de modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is neither a folder nor a zip that can be read ({1}); a model package is one of the two.</source>
            <translation>{0} no es una carpeta ni un zip que se pueda leer ({1}); un paquete de modelo es una de las dos cosas.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: it holds {1} files, but a model package has a handful.</source>
            <translation>Se rechaza {0}: contiene {1} archivos, pero un paquete de modelo tiene unos pocos.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>a symbolic link</source>
            <translation>un enlace simbólico</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>a special file</source>
            <translation>un archivo especial</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: '{1}' is {2}, and a package holds plain files.</source>
            <translation>Se rechaza {0}: «{1}» es {2}, y un paquete contiene archivos corrientes.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: '{1}' is encrypted; unpack it, then add the folder.</source>
            <translation>Se rechaza {0}: «{1}» está cifrado; descomprímalo y añada la carpeta.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: '{1}' is packed in a way that Tesela cannot unpack.</source>
            <translation>Se rechaza {0}: «{1}» está comprimido de un modo que Tesela no puede descomprimir.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: '{1}' would grow from {2} to {3} bytes, as no model does.</source>
            <translation>Se rechaza {0}: «{1}» crecería de {2} a {3} bytes, como no lo hace ningún modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: '{1}' is a symbolic link; put the file itself there.</source>
            <translation>Se rechaza {0}: «{1}» es un enlace simbólico; ponga ahí el propio archivo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: '{1}' is a special file, and a package holds plain files.</source>
            <translation>Se rechaza {0}: «{1}» es un archivo especial, y un paquete contiene archivos corrientes.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: it holds more than {1} files; name the package's folder.</source>
            <translation>Se rechaza {0}: contiene más de {1} archivos; nombre la carpeta del paquete.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: the name {1} {2}.</source>
            <translation>Se rechaza {0}: el nombre {1} {2}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: it holds '{1}' twice.</source>
            <translation>Se rechaza {0}: contiene «{1}» dos veces.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: '{1}' and '{2}' are one file on systems that ignore case; rename one.</source>
            <translation>Se rechaza {0}: «{1}» y «{2}» son un mismo archivo en sistemas que no distinguen mayúsculas; cambie el nombre de uno.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>is empty</source>
            <translation>está vacío</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>holds a control character</source>
            <translation>contiene un carácter de control</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>holds a backslash</source>
            <translation>contiene una barra invertida</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>is absolute, so it would leave the package</source>
            <translation>es absoluto, así que saldría del paquete</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>holds a character that Windows does not allow</source>
            <translation>contiene un carácter que Windows no permite</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>leads out of the package</source>
            <translation>lleva fuera del paquete</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>is no plain path</source>
            <translation>no es una ruta sencilla</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>ends in a dot or a space, which Windows drops</source>
            <translation>termina en un punto o un espacio, que Windows quita</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>is reserved on Windows</source>
            <translation>está reservado en Windows</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>is too long</source>
            <translation>es demasiado largo</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is no model package: it holds no {1}, neither at its top nor in one folder that holds everything.</source>
            <translation>{0} no es un paquete de modelo: no contiene {1}, ni en su nivel superior ni en una carpeta que lo contenga todo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: its card has {1} bytes, as no card does.</source>
            <translation>Se rechaza {0}: su ficha tiene {1} bytes, como no los tiene ninguna ficha.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: its id {1} must consist of small letters, digits, '.', '-' and '_', because it becomes the name of a folder.</source>
            <translation>Se rechaza {0}: su id {1} debe consistir en letras minúsculas, cifras, «.», «-» y «_», porque será el nombre de una carpeta.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>A model '{0}' comes with Tesela, so no other one of this id can be added; give it another id.</source>
            <translation>Con Tesela viene un modelo «{0}», así que no se puede añadir otro con este id; dele otro id.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>the very same one, {0}, is installed already</source>
            <translation>ya está instalado el mismo, {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>a different one with the same version, {0}, is installed</source>
            <translation>está instalado otro distinto de la misma versión, {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>version {0} is installed, and {1} is {2}</source>
            <translation>está instalada la versión {0}, y {1} es {2}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>newer</source>
            <translation>más nueva</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>older</source>
            <translation>más antigua</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>The model '{0}' was not added: {1}. Replace it to go on.</source>
            <translation>No se añadió el modelo «{0}»: {1}. Reemplácelo para continuar.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: the name of its weights {1}.</source>
            <translation>Se rechaza {0}: el nombre de sus pesos {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: '{1}' is not part of a model package, which holds {2}, the weights that it names ('{3}') and, if wanted, {4}.</source>
            <translation>Se rechaza {0}: «{1}» no forma parte de un paquete de modelo, que contiene {2}, los pesos que este nombra («{3}») y, si se quiere, {4}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: it lacks the weights '{1}' that its card names.</source>
            <translation>Se rechaza {0}: le faltan los pesos «{1}» que nombra su ficha.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: it would take {1} bytes; at most {2} are unpacked.</source>
            <translation>Se rechaza {0}: ocuparía {1} bytes; se descomprimen como mucho {2}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} takes {1} MB, but only {2} MB are free in {3}; make room there, or name another folder with the variable TESELA_HOME.</source>
            <translation>{0} ocupa {1} MB, pero solo hay {2} MB libres en {3}; haga sitio ahí, o indique otra carpeta con la variable TESELA_HOME.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is damaged: '{1}' cannot be unpacked ({2}); get it again.</source>
            <translation>{0} está dañado: no se puede descomprimir «{1}» ({2}); consígalo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>The model was not added: '{0}' of {1} cannot be copied to {2} ({3}); make room or correct the rights there, then try again.</source>
            <translation>No se añadió el modelo: no se puede copiar «{0}» de {1} a {2} ({3}); haga sitio o corrija los permisos ahí, y pruebe otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: '{1}' does not have the {2} bytes declared.</source>
            <translation>Se rechaza {0}: «{1}» no tiene los {2} bytes declarados.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0} is refused: its card is nested too deeply to be a card.</source>
            <translation>Se rechaza {0}: su ficha está anidada demasiado hondo para ser una ficha.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>The model '{0}' was not added</source>
            <translation>No se añadió el modelo «{0}»</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>The folder of added models cannot be used</source>
            <translation>No se puede usar la carpeta de los modelos añadidos</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>{0}: {1} said '{2}'; close programs that use the model, check the disk and the rights there, then try again.</source>
            <translation>{0}: {1} dijo «{2}»; cierre los programas que usen el modelo, compruebe el disco y los permisos ahí, y pruebe otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/install.py" />
            <source>Adding the model was cancelled; nothing was changed.</source>
            <translation>Se canceló la adición del modelo; no se cambió nada.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/job.py" />
            <source>Bands are numbered from 1, but {0} was given.</source>
            <translation>Las bandas se numeran desde 1, pero se dio {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/job.py" />
            <source>The value range {0} must go from low to high.</source>
            <translation>El rango de valores {0} debe ir de menor a mayor.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/job.py" />
            <source>Give a CRS or ask for pixel results, not both.</source>
            <translation>Dé un SRC o pida resultados en píxeles, no ambas cosas.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/job.py" />
            <source>Give thresholds or a rule to choose them by, not both.</source>
            <translation>Dé umbrales o una regla para elegirlos, no ambas cosas.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/job.py" />
            <source>A threshold lies between 0 and 1, but {0} was given.</source>
            <translation>Un umbral está entre 0 y 1, pero se dio {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/job.py" />
            <source>The suppression IoU lies between 0 and 1, but {0} was given.</source>
            <translation>La IoU de supresión está entre 0 y 1, pero se dio {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/job.py" />
            <source>{0} must be zero or more, but {1} was given.</source>
            <translation>{0} debe ser cero o más, pero se dio {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/job.py" />
            <source>This job has schema version {0}, but this Tesela reads {1}; use the Tesela that wrote it.</source>
            <translation>Este trabajo tiene la versión de esquema {0}, pero este Tesela lee {1}; use el Tesela que lo escribió.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/job.py" />
            <source>The job names no raster; give at least one.</source>
            <translation>El trabajo no nombra ningún ráster; dé al menos uno.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/job.py" />
            <source>{0} must be at least 1, but {1} was given.</source>
            <translation>{0} debe ser al menos 1, pero se dio {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/job.py" />
            <source>overlap_px must be zero or more, but {0} was given.</source>
            <translation>overlap_px debe ser cero o más, pero se dio {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/job.py" />
            <source>The job is not JSON: {0}.</source>
            <translation>El trabajo no es JSON: {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/job.py" />
            <source>The least IoU lies above 0 and at most at 1, but {0} was given.</source>
            <translation>La IoU mínima es mayor que 0 y como mucho 1, pero se dio {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/job.py" />
            <source>Give rasters or photographs to explain, one of the two.</source>
            <translation>Dé rásters o fotografías que explicar, una de las dos cosas.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/job.py" />
            <source>At least one window has to be explained, but {0} was given.</source>
            <translation>Hay que explicar al menos una ventana, pero se dio {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/places.py" />
            <source>The installation lacks '{0}' (looked beside {1}); install the plugin again.</source>
            <translation>A la instalación le falta «{0}» (se buscó junto a {1}); instale el complemento de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/places.py" />
            <source>{0} has no line 'version='; install the plugin again.</source>
            <translation>{0} no tiene la línea «version=»; instale el complemento de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/places.py" />
            <source>There is no model '{0}'; installed are {1}, or give a folder.</source>
            <translation>No hay ningún modelo «{0}»; instalados están {1}, o dé una carpeta.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/schema.py" />
            <source>{0} must be a JSON object, not {1}.</source>
            <translation>{0} debe ser un objeto JSON, no {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/schema.py" />
            <source>{0} has the unknown key '{1}'; remove it or correct its spelling (known: {2}).</source>
            <translation>{0} tiene la clave desconocida «{1}»; quítela o corrija cómo está escrita (conocidas: {2}).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/schema.py" />
            <source>{0} lacks the key '{1}'; add it.</source>
            <translation>A {0} le falta la clave «{1}»; añádala.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/schema.py" />
            <source>{0} must be a list, not {1}.</source>
            <translation>{0} debe ser una lista, no {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/schema.py" />
            <source>{0} must hold {1} values, not {2}.</source>
            <translation>{0} debe contener {1} valores, no {2}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/schema.py" />
            <source>a text</source>
            <translation>un texto</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/schema.py" />
            <source>a whole number</source>
            <translation>un número entero</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/schema.py" />
            <source>a number</source>
            <translation>un número</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/schema.py" />
            <source>true or false</source>
            <translation>verdadero o falso</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/contract/schema.py" />
            <source>{0} must be {1}, not {2}.</source>
            <translation>{0} debe ser {1}, no {2}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/area.py" />
            <source>The rectangle {0} has a corner that is no number; give xmin,ymin,xmax,ymax.</source>
            <translation>El rectángulo {0} tiene una esquina que no es un número; dé xmin,ymin,xmax,ymax.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/area.py" />
            <source>The rectangle {0} has no CRS; give one with --area-crs, such as EPSG:4326.</source>
            <translation>El rectángulo {0} no tiene SRC; dé uno con --area-crs, por ejemplo EPSG:4326.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/area.py" />
            <source>{0} cannot be read as a layer of polygons: {1}.</source>
            <translation>{0} no se puede leer como capa de polígonos: {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/area.py" />
            <source>{0} holds no feature; draw a polygon in it.</source>
            <translation>{0} no contiene ningún objeto; dibuje un polígono en ella.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/area.py" />
            <source>{0} has no coordinate reference system; assign one to it.</source>
            <translation>{0} no tiene sistema de referencia de coordenadas; asígnele uno.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/area.py" />
            <source>{0} holds several layers ({1}); say which is the area, as in {2}|layername={3}.</source>
            <translation>{0} contiene varias capas ({1}); indique cuál es el área, como en {2}|layername={3}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/area.py" />
            <source>{0} holds no layer with geometries; give a layer of polygons.</source>
            <translation>{0} no contiene ninguna capa con geometrías; indique una capa de polígonos.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/area.py" />
            <source>The area is not readable as well-known text: {0}. Draw it again.</source>
            <translation>El área no se puede leer como texto WKT: {0}. Dibújela de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/area.py" />
            <source>The area has arcs or is of a type for curves, which cannot be read; convert it to straight segments first.</source>
            <translation>El área tiene arcos o es de un tipo para curvas, que no se puede leer; conviértala antes en segmentos rectos.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/area.py" />
            <source>'{0}' is no coordinate reference system for the area: {1}.</source>
            <translation>«{0}» no es un sistema de referencia de coordenadas para el área: {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/area.py" />
            <source>The area has coordinates that are no numbers; draw it again.</source>
            <translation>El área tiene coordenadas que no son números; dibújela de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/area.py" />
            <source>The area is mended before use: {0}.</source>
            <translation>El área se corrige antes de usarla: {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/area.py" />
            <source>The area is empty or holds no polygon; draw a polygon or a rectangle with an extent.</source>
            <translation>El área está vacía o no contiene ningún polígono; dibuje un polígono o un rectángulo con extensión.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/area.py" />
            <source>{0} has no coordinate reference system, so an area cannot be placed on it; give its CRS or leave the area out.</source>
            <translation>{0} no tiene sistema de referencia de coordenadas, así que no se puede situar un área sobre él; dé su SRC o deje el área fuera.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/area.py" />
            <source>The area reaches beyond where the CRS of {0} is defined; draw it closer to the raster, and check the area's own CRS.</source>
            <translation>El área sobrepasa donde está definido el SRC de {0}; dibújela más cerca del ráster, y compruebe el SRC del área misma.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/blend.py" />
            <source>{0} was cut short, probably because the disk is full</source>
            <translation>{0} quedó cortado, probablemente porque el disco está lleno</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/decoders.py" />
            <source>single colour</source>
            <translation>un solo color</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/features.py" />
            <location filename="../../plugin/engine/explanation/heat.py" />
            <source>{0} cannot be written: {1}. Check the space and the rights there, and whether another program has it open.</source>
            <translation>No se puede escribir {0}: {1}. Compruebe el espacio y los permisos ahí, y si otro programa lo tiene abierto.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/features.py" />
            <source>{0} held what Tesela did not write ({1}), so it is kept as {2}; go on with it there. What was selected now is in {3}.</source>
            <translation>{0} tenía cosas que Tesela no escribió ({1}), así que se conserva como {2}; siga ahí con ellas. Lo que se ha seleccionado ahora está en {3}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/features.py" />
            <source>{0} is a folder, but the results are to be written to a file of that name; move the folder away, or choose another output.</source>
            <translation>{0} es una carpeta, pero los resultados se deben escribir en un archivo con ese nombre; mueva la carpeta a otro lugar o elija otra salida.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/features.py" />
            <source>{0} is open in QGIS or another program ({1}); remove its layers there or choose another output.</source>
            <translation>{0} está abierto en QGIS o en otro programa ({1}); quite ahí sus capas o elija otra salida.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/model.py" />
            <source>{0} has the format '{1}', which this Tesela cannot run; it reads 'keras' and 'onnx'.</source>
            <translation>{0} tiene el formato «{1}», que este Tesela no puede ejecutar; lee «keras» y «onnx».</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/model.py" />
            <source>{0} is no .keras file: {1}. Install the package again.</source>
            <translation>{0} no es un archivo .keras: {1}. Instale el paquete de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/model.py" />
            <source>{0} is refused: it contains {1}.{2}, which could run code of its own.</source>
            <translation>Se rechaza {0}: contiene {1}.{2}, que podría ejecutar código propio.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/model.py" />
            <source>The model {0} has no embedding to keep; run it without keeping embeddings.</source>
            <translation>El modelo {0} no tiene embedding que conservar; ejecútelo sin conservar embeddings.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/model.py" />
            <source>{0} cannot be loaded by Keras {1}: {2}</source>
            <translation>Keras {1} no puede cargar {0}: {2}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/model.py" />
            <source>The model {0} takes windows of shape {1}, not {2}; leave the window at the model card's size.</source>
            <translation>El modelo {0} toma ventanas de forma {1}, no {2}; deje la ventana en el tamaño de la ficha del modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/model.py" />
            <source>The model {0} answered with an array of shape {1}, but its card declares {2}; the package does not fit its card.</source>
            <translation>El modelo {0} respondió con una matriz de forma {1}, pero su ficha declara {2}; el paquete no se ajusta a su ficha.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/model.py" />
            <source>The model {0} answered with {1} values that are no numbers in an output of shape {2} (expected finite scores of shape {3}); check its weights and the value range of the raster.</source>
            <translation>El modelo {0} respondió con {1} valores que no son números en una salida de forma {2} (se esperaban puntuaciones finitas de forma {3}); compruebe sus pesos y el rango de valores del ráster.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/model.py" />
            <source>The model {0} answered with scores from {1} to {2}, but scores of labels lie between 0 and 1; end the network with a sigmoid, or a softmax over each group.</source>
            <translation>El modelo {0} respondió con puntuaciones de {1} a {2}, pero las puntuaciones de etiquetas están entre 0 y 1; termine la red con una sigmoide, o con un softmax en cada grupo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/onnx_runtime.py" />
            <source>{0} is refused: it holds functions or a training graph; export it for inference only.</source>
            <translation>Se rechaza {0}: contiene funciones o un grafo de entrenamiento; expórtelo solo para inferencia.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/onnx_runtime.py" />
            <source>{0} is refused: its tensor '{1}' is stored in another file; save the model as one file.</source>
            <translation>Se rechaza {0}: su tensor «{1}» está guardado en otro archivo; guarde el modelo en un solo archivo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/onnx_runtime.py" />
            <source>{0} is refused: its operator {1}.{2} is none of ONNX's own; export it with standard operators only.</source>
            <translation>Se rechaza {0}: su operador {1}.{2} no es de los propios de ONNX; expórtelo solo con operadores estándar.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/onnx_runtime.py" />
            <source>{0} is refused: it holds a loop or a branch; export a plain network.</source>
            <translation>Se rechaza {0}: contiene un bucle o una bifurcación; exporte una red sencilla.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/onnx_runtime.py" />
            <source>{0} has more than {1} MB, too much for a window model; check it.</source>
            <translation>{0} tiene más de {1} MB, demasiado para un modelo de ventanas; compruébelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/onnx_runtime.py" />
            <source>{0} is no ONNX file: it holds no network. Install the package again.</source>
            <translation>{0} no es un archivo ONNX: no contiene ninguna red. Instale el paquete de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/onnx_runtime.py" />
            <source>{0} is no ONNX file: {1}. Install the package again.</source>
            <translation>{0} no es un archivo ONNX: {1}. Instale el paquete de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/onnx_runtime.py" />
            <source>{0} is refused: it takes {1} inputs, but one of float32 is expected.</source>
            <translation>Se rechaza {0}: toma {1} entradas, pero se espera una de float32.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/onnx_runtime.py" />
            <source>takes windows</source>
            <translation>toma ventanas</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/onnx_runtime.py" />
            <source>answers with scores</source>
            <translation>responde con puntuaciones</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/onnx_runtime.py" />
            <source>{0} {1} of shape {2}, but its card declares {3}; the package does not fit its card.</source>
            <translation>{0} {1} de forma {2}, pero su ficha declara {3}; el paquete no se ajusta a su ficha.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/onnx_runtime.py" />
            <source>{0} has no second output, but its card names the embedding '{1}'.</source>
            <translation>{0} no tiene segunda salida, pero su ficha nombra el embedding «{1}».</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/onnx_runtime.py" />
            <source>{0} cannot be loaded by ONNX Runtime {1}: {2}</source>
            <translation>ONNX Runtime {1} no puede cargar {0}: {2}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/pipeline.py" />
            <location filename="../../plugin/engine/photos/classify.py" />
            <source>Cancelled before anything was done.</source>
            <translation>Cancelado antes de hacer nada.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/pipeline.py" />
            <source>{0} windows that could not be read before are tried again.</source>
            <translation>Se intentan de nuevo {0} ventanas que antes no se pudieron leer.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/pipeline.py" />
            <source>{0} already holds the scores of this very job; they are used again.</source>
            <translation>{0} ya contiene las puntuaciones de este mismo trabajo; se usan de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/pipeline.py" />
            <source>{0} holds {1} finished parts of this job; they are not scored again.</source>
            <translation>{0} contiene {1} partes terminadas de este trabajo; no se puntúan de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/pipeline.py" />
            <location filename="../../plugin/engine/photos/scoring.py" />
            <source>{0} {1} runs on {2} with {3}.</source>
            <translation>{0} {1} se ejecuta en {2} con {3}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/pipeline.py" />
            <source>No window could be read ({0}); mend that and run the same job again.</source>
            <translation>No se pudo leer ninguna ventana ({0}); remédielo y ejecute el mismo trabajo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/pipeline.py" />
            <source>The run in {0} is not finished; run its job again to finish it, then select.</source>
            <translation>La ejecución de {0} no está terminada; ejecute su trabajo de nuevo para terminarla, y después seleccione.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/pipeline.py" />
            <source>{0} of {1} windows are of a single colour, where the model's answer means nothing: they are flagged in the layer and have no value in the raster.</source>
            <translation>{0} de {1} ventanas son de un solo color, donde la respuesta del modelo no significa nada: están marcadas en la capa y no tienen valor en el ráster.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/pipeline.py" />
            <source>The run in {0} was interrupted: {1} of its windows are missing, and nothing can be found there. Run the same job again to finish it.</source>
            <translation>La ejecución de {0} se interrumpió: faltan {1} de sus ventanas, y ahí no se puede encontrar nada. Ejecute el mismo trabajo de nuevo para terminarla.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/pipeline.py" />
            <source>Cancelled. The {0} finished parts are kept in {1}; run the same job again to go on from there.</source>
            <translation>Cancelado. Las {0} partes terminadas se conservan en {1}; ejecute el mismo trabajo de nuevo para seguir desde ahí.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/plan.py" />
            <source>{0} classifies photographs at points, not rasters; run it over a point layer with `tesela photos` ('Classify photographs at points' in QGIS), or choose another model.</source>
            <translation>{0} clasifica fotografías en puntos, no rásters; ejecútelo sobre una capa de puntos con `tesela photos` («Clasificar fotografías en puntos» en QGIS), o elija otro modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/plan.py" />
            <source>{0} cannot be written: {1} is no folder; choose another output folder.</source>
            <translation>No se puede escribir {0}: {1} no es una carpeta; elija otra carpeta de salida.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/plan.py" />
            <source>{0} is the same file as {1}; it is taken once.</source>
            <translation>{0} es el mismo archivo que {1}; se toma una sola vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/plan.py" />
            <source>The area does not meet {0}; this raster is left out.</source>
            <translation>El área no toca {0}; este ráster se deja fuera.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/plan.py" />
            <source>The area meets no raster (of {0}); check the area's CRS ({1}) and draw it over a raster.</source>
            <translation>El área no toca ningún ráster (de {0}); compruebe el SRC del área ({1}) y dibújela sobre un ráster.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/plan.py" />
            <source>Some of the rasters have a coordinate reference system and some have none, so their features cannot share a layer; run them apart, or give the missing one (--crs).</source>
            <translation>Algunos de los rásters tienen sistema de referencia de coordenadas y otros no, así que sus objetos no pueden compartir una capa; ejecútelos por separado, o dé el que falta (--crs).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/plan.py" />
            <source>{0} has a coordinate reference system from which nothing leads to that of {1}, so their features cannot share a layer; run them apart.</source>
            <translation>{0} tiene un sistema de referencia de coordenadas que no se puede transformar al de {1}, así que sus objetos no pueden compartir una capa; ejecútelos por separado.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>{0} is not there; bring the file back, or choose the raster again.</source>
            <translation>{0} no está; restaure el archivo o vuelva a elegir el ráster.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>{0} cannot be opened as a raster: {1}. Check that the file is whole.</source>
            <translation>{0} no se puede abrir como ráster: {1}. Compruebe que el archivo esté entero.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>{0} refers to {1}, which cannot be opened; restore it or repair the mosaic.</source>
            <translation>{0} remite a {1}, que no se puede abrir; recupérelo o repare el mosaico.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>{0} is a {1} image; its values are expanded to 8-bit colours before the model.</source>
            <translation>{0} es una imagen {1}; sus valores se convierten en colores de 8 bits antes del modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>ground control points</source>
            <translation>puntos de control sobre el terreno</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>{0} is placed only by {1}, so its pixels have no exact coordinates yet; let Tesela warp it on reading (--warp, or 'Warp rasters placed by control points' in QGIS), or warp it with gdalwarp first.</source>
            <translation>{0} solo está situado por {1}, así que sus píxeles no tienen todavía coordenadas exactas; deje que Tesela lo deforme al leerlo (--warp, o «Deformar rásters situados por puntos de control» en QGIS), o defórmelo antes con gdalwarp.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>{0} has no geotransform, so nothing says where its pixels lie, and a coordinate reference system alone does not place them; georeference it first (with QGIS's Georeferencer, or a world file beside it), or ask for results in pixel coordinates (--pixel-results, or 'Results in pixel coordinates' in QGIS).</source>
            <translation>{0} no tiene geotransformación, así que nada indica dónde están sus píxeles, y un sistema de referencia de coordenadas por sí solo no los ubica; georreferéncielo antes (con el Georreferenciador de QGIS o con un archivo world a su lado) o pida resultados en coordenadas de píxel (--pixel-results, o «Resultados en coordenadas de píxel» en QGIS).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>{0} has no coordinate reference system and none is assumed; give the right one (--crs EPSG:…, or 'CRS of rasters without one' in QGIS), or ask for results in pixel coordinates (--pixel-results).</source>
            <translation>{0} no tiene sistema de referencia de coordenadas y no se supone ninguno; dé el correcto (--crs EPSG:…, o «SRC de los rásters que no tienen» en QGIS), o pida resultados en coordenadas de píxel (--pixel-results).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>'{0}' is no coordinate reference system: {1}. Give one such as EPSG:32645.</source>
            <translation>«{0}» no es un sistema de referencia de coordenadas: {1}. Dé uno como EPSG:32645.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <location filename="../../plugin/engine/path/reading.py" />
            <source>paletted</source>
            <translation>con paleta</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <location filename="../../plugin/engine/path/reading.py" />
            <source>one-bit</source>
            <translation>de un bit</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>The model reads {0} bands ({1}), but {2} were named for {3}.</source>
            <translation>El modelo lee {0} bandas ({1}), pero se nombraron {2} para {3}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>{0} has {1} bands, so there is no band {2}; name others.</source>
            <translation>{0} tiene {1} bandas, así que no hay banda {2}; nombre otras.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>{0} has one band; it stands for {1} alike, so expect weaker results.</source>
            <translation>{0} tiene una sola banda; vale por igual para {1}, así que espere resultados más flojos.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>{0} does not say which band is which; bands {1} are read as {2}.</source>
            <translation>{0} no dice qué banda es cuál; las bandas {1} se leen como {2}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>{0} has {1} bands and does not say which are {2}; name them in that order (--bands 3,2,1, or 'Bands' in QGIS).</source>
            <translation>{0} tiene {1} bandas y no dice cuáles son {2}; nómbrelas en ese orden (--bands 3,2,1, o «Bandas» en QGIS).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>{0} holds complex numbers ({1}); take its amplitude first.</source>
            <translation>{0} contiene números complejos ({1}); tome antes su amplitud.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>{0} holds {1} values, but the model was trained on {2}; say which raster values are its darkest and brightest (--value-range 0,3000, or 'Value range' in QGIS).</source>
            <translation>{0} contiene valores {1}, pero el modelo se entrenó con {2}; diga qué valores del ráster son su más oscuro y su más claro (--value-range 0,3000, o «Rango de valores» en QGIS).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>{0} is cut off: {1} of {2} blocks are missing (row, column {3}{4}); they count as no data. Copy the file again.</source>
            <translation>{0} está cortado: faltan {1} de {2} bloques (fila, columna {3}{4}); cuentan como sin datos. Copie el archivo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/raster.py" />
            <source>{0} is stored in blocks of {1} x {2} pixels, so reading it needs {3} MB at once; convert it to a tiled GeoTIFF for speed (gdal_translate -co TILED=YES).</source>
            <translation>{0} está guardado en bloques de {1} x {2} píxeles, así que leerlo necesita {3} MB a la vez; conviértalo en un GeoTIFF teselado para ir más rápido (gdal_translate -co TILED=YES).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/reading.py" />
            <source>{0} is gone</source>
            <translation>{0} ya no está</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/reading.py" />
            <source>{0} (blocks at row, column {1})</source>
            <translation>{0} (bloques en fila, columna {1})</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/scoregrid.py" />
            <source>The overlap of {0} px must be smaller than the window of {1} px; choose less.</source>
            <translation>El solape de {0} px debe ser menor que la ventana de {1} px; elija menos.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/scoregrid.py" />
            <source>{0} has no known size on the ground, so its pixels are fed to the model as they are; the model expects {1} m a pixel.</source>
            <translation>No se conoce el tamaño de {0} en el terreno, así que sus píxeles se dan al modelo tal como están; el modelo espera {1} m por píxel.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/scoregrid.py" />
            <source>{0} has {1} m a pixel, far too coarse for a model trained on {2} m; use imagery of at most {3} m a pixel, or check the raster's CRS.</source>
            <translation>{0} tiene {1} m por píxel, demasiado grueso para un modelo entrenado con {2} m; use imágenes de {3} m por píxel como mucho, o compruebe el SRC del ráster.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/scoregrid.py" />
            <source>{0} has {1} m a pixel, coarser than the {2} m that the model was trained on; it is enlarged, but expect to miss much. Use finer imagery if there is any.</source>
            <translation>{0} tiene {1} m por píxel, más grueso que los {2} m con que se entrenó el modelo; se amplía, pero cuente con que se escape mucho. Use imágenes más finas si las hay.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/scoregrid.py" />
            <source>{0} is in degrees and reaches latitude {1}, where a degree of longitude shrinks quickly; reproject it to a polar projection for exact results.</source>
            <translation>{0} está en grados y llega a la latitud {1}, donde un grado de longitud se acorta deprisa; reproyéctelo a una proyección polar para tener resultados exactos.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/scores.py" />
            <source>{0} holds another run (other rasters, model, area or options, or a raster that has changed since); choose another output folder, or delete this one.</source>
            <translation>{0} contiene otra ejecución (otros rásters, modelo, área u opciones, o un ráster que ha cambiado desde entonces); elija otra carpeta de salida, o borre esta.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/scores.py" />
            <source>{0} is no run folder: it holds no run.json. Give the folder that a run wrote.</source>
            <translation>{0} no es una carpeta de ejecución: no contiene run.json. Dé la carpeta que escribió una ejecución.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/scores.py" />
            <source>{0} is damaged: {1}. Delete {2} and run the job again.</source>
            <translation>{0} está dañado: {1}. Borre {2} y ejecute el trabajo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/scores.py" />
            <source>{0} was written by another version of Tesela; delete it and run the job again.</source>
            <translation>{0} la escribió otra versión de Tesela; bórrela y ejecute el trabajo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/scores.py" />
            <source>{0} is being written by another Tesela; wait for it, or choose another output folder.</source>
            <translation>Otro Tesela está escribiendo {0}; espere a que acabe, o elija otra carpeta de salida.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/scores.py" />
            <source>{0} is damaged: {1}. Delete it and run the job again; the rest is kept.</source>
            <translation>{0} está dañado: {1}. Bórrelo y ejecute el trabajo de nuevo; el resto se conserva.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/scores.py" />
            <source>Part {0} of raster {1} is missing in {2}; run the job again.</source>
            <translation>Falta la parte {0} del ráster {1} en {2}; ejecute el trabajo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/scores.py" />
            <source>{0} cannot be written: {1}. Make space there, correct its rights or choose another output folder, then run the same job again; finished parts are kept.</source>
            <translation>No se puede escribir {0}: {1}. Haga sitio ahí, corrija sus permisos o elija otra carpeta de salida, y ejecute el mismo trabajo de nuevo; las partes terminadas se conservan.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/selection.py" />
            <source>{0} answers with a value, which no threshold selects; leave the threshold out.</source>
            <translation>{0} responde con un valor, que ningún umbral selecciona; deje el umbral fuera.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/selection.py" />
            <source>{0} thresholds were given, but {1} has {2} classes ({3}); give one, or one a class.</source>
            <translation>Se dieron {0} umbrales, pero {1} tiene {2} clases ({3}); dé uno, o uno por clase.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/tally.py" />
            <source>could not be read and hold no results</source>
            <translation>no se pudieron leer y no tienen resultados</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/tally.py" />
            <source>have damaged blocks; those count as no data, the rest was processed</source>
            <translation>tienen bloques dañados; esos cuentan como sin datos, el resto se procesó</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/tally.py" />
            <source>{0}: {1} windows {2} (windows {3}; first: {4}).</source>
            <translation>{0}: {1} ventanas {2} (ventanas {3}; la primera: {4}).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/unfinished.py" />
            <source>Nothing of the run in {0} was finished; run its job again.</source>
            <translation>No se terminó nada de la ejecución de {0}; ejecute su trabajo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/valueraster.py" />
            <source>it was cut short, probably because the disk is full</source>
            <translation>quedó cortado, probablemente porque el disco está lleno</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/path/valueraster.py" />
            <source>{0} cannot be written: {1}. Check the space and the rights there, and whether another program has it open, then select again.</source>
            <translation>No se puede escribir {0}: {1}. Compruebe el espacio y los permisos ahí, y si otro programa lo tiene abierto, y después seleccione de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <location filename="../../plugin/engine/checking/measuring.py" />
            <source>The check was cancelled; nothing was written.</source>
            <translation>Se canceló la comprobación; no se escribió nada.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <source>The same of {0} rasters, such as {1}: {2}</source>
            <translation>Lo mismo de {0} rásters, por ejemplo {1}: {2}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <source>{0} finished parts</source>
            <translation>{0} partes terminadas</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <source>{0} holds {1} of this very job; they are not scored again.</source>
            <translation>{0} contiene {1} de este mismo trabajo; no se puntúan de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <source>Use the model card's window</source>
            <translation>Usar la ventana de la ficha del modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <source>There was not enough memory for a batch of {0} windows.</source>
            <translation>No hubo bastante memoria para un lote de {0} ventanas.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <source>Close other programs, or use smaller batches.</source>
            <translation>Cierre otros programas, o use lotes más pequeños.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <source>Use batches of {0}</source>
            <translation>Usar lotes de {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <source>The run will take about {0}.</source>
            <translation>La ejecución durará unos {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <source>Try a small area first. A run that is cancelled or interrupted goes on where it stopped.</source>
            <translation>Pruebe antes un área pequeña. Una ejecución que se cancela o se interrumpe sigue donde se detuvo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <source>The run needs about {0} of memory, and {1} are free.</source>
            <translation>La ejecución necesita unos {0} de memoria, y hay {1} libres.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <source>{0} cannot be written.</source>
            <translation>No se puede escribir en {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <source>Correct its rights, or choose another output folder.</source>
            <translation>Corrija sus permisos, o elija otra carpeta de salida.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <source>The run folder needs about {0}, and {1} are free where {2} lies.</source>
            <translation>La carpeta de ejecución necesita unos {0}, y hay {1} libres donde está {2}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <source>Make space, choose another output folder, or a smaller area.</source>
            <translation>Haga sitio, elija otra carpeta de salida, o un área más pequeña.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <source>This machine has an NVIDIA card, but {0} runs on the {1}.</source>
            <translation>Este equipo tiene una tarjeta NVIDIA, pero {0} se ejecuta en {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/check.py" />
            <source>The runtime that is installed may have no GPU support, or the driver may be too old for it (nvidia-smi).</source>
            <translation>Puede que la biblioteca de ejecución instalada no admita GPU, o que el controlador sea demasiado antiguo para ella (nvidia-smi).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/cost.py" />
            <source>GPU or CPU (a measured check tells)</source>
            <translation>GPU o CPU (una comprobación con medición lo dice)</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/facts.py" />
            <source>Use the model card's value</source>
            <translation>Usar el valor de la ficha del modelo</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/facts.py" />
            <source>Say which bands are {0}, so that nothing has to be guessed.</source>
            <translation>Diga qué bandas son {0}, para que no haya que adivinar nada.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/facts.py" />
            <location filename="../../plugin/engine/evaluation/masks.py" />
            <location filename="../../plugin/engine/evaluation/subject.py" />
            <source>pixels</source>
            <translation>píxeles</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/facts.py" />
            <source>degrees</source>
            <translation>grados</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/facts.py" />
            <location filename="../../plugin/engine/evaluation/evaluate.py" />
            <location filename="../../plugin/engine/run/doctor.py" />
            <source>unknown</source>
            <translation>desconocido</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/facts.py" />
            <source>metres</source>
            <translation>metros</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/facts.py" />
            <source>feet</source>
            <translation>pies</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/facts.py" />
            <source>US survey feet</source>
            <translation>pies topográficos de EE. UU.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/facts.py" />
            <source>alpha band</source>
            <translation>banda alfa</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/facts.py" />
            <source>mask</source>
            <translation>máscara</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/facts.py" />
            <source>{0} x {1} blocks</source>
            <translation>bloques de {0} x {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/facts.py" />
            <source>strips of {0} rows</source>
            <translation>tiras de {0} filas</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/facts.py" />
            <source>strips of 1 row</source>
            <translation>tiras de 1 fila</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/facts.py" />
            <source>one block</source>
            <translation>un solo bloque</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/facts.py" />
            <source>uncompressed</source>
            <translation>sin comprimir</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>Warp on reading</source>
            <translation>Deformar al leer</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>Let it be warped on reading; positions are then as exact as its control points.</source>
            <translation>Deje que se deforme al leerlo; las posiciones son entonces tan exactas como sus puntos de control.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>Results in pixel coordinates</source>
            <translation>Resultados en coordenadas de píxel</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>Georeference it where its features are to lie on a map; in pixel coordinates, leave the CRS out.</source>
            <translation>Georreferéncielo si sus objetos deben ubicarse en un mapa; para coordenadas de píxel, no indique ningún SRC.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>Its CRS is {0}</source>
            <translation>Su SRC es {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>Choose its CRS</source>
            <translation>Elegir su SRC</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>Ask whoever made the raster for its CRS. A wrong one gives wrong places, sizes and resolution.</source>
            <translation>Pregunte su SRC a quien hizo el ráster. Uno equivocado da lugares, tamaños y resolución equivocados.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>Say which of its bands are {0}; look at the raster with that mapping first.</source>
            <translation>Diga cuáles de sus bandas son {0}; mire antes el ráster con esa asignación.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>Use the bands {0} ({1})</source>
            <translation>Usar las bandas {0} ({1})</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>Use the bands {0}</source>
            <translation>Usar las bandas {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>by the names of its bands</source>
            <translation>por los nombres de sus bandas</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>one band for all</source>
            <translation>una banda para todas</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>the first ones</source>
            <translation>las primeras</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>red first, as of most cameras</source>
            <translation>primero el rojo, como en la mayoría de las cámaras</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>blue first, as of most satellites</source>
            <translation>primero el azul, como en la mayoría de los satélites</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>as of Sentinel-2 and Landsat 8</source>
            <translation>como en Sentinel-2 y Landsat 8</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>Its values could not be looked at quickly; take the range from the layer's properties.</source>
            <translation>No se pudieron mirar sus valores deprisa; tome el rango de las propiedades de la capa.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>{0} to {1} % of the values looked at lie from {2} to {3}. Take the same range for all rasters of one sensor, so that their results can be compared.</source>
            <translation>Del {0} al {1} % de los valores que se miraron está entre {2} y {3}. Tome el mismo rango para todos los rásters de un sensor, para que sus resultados se puedan comparar.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/mending.py" />
            <source>Use the value range {0} to {1}</source>
            <translation>Usar el rango de valores de {0} a {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>A pixel is {0} on the ground, and the model was trained on {1} m</source>
            <translation>Un píxel mide {0} en el terreno, y el modelo se entrenó con {1} m</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>{0}: pixels are enlarged on reading, so small things may be missed.</source>
            <translation>{0}: los píxeles se amplían al leer, así que pueden escaparse cosas pequeñas.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>Use finer imagery if there is any.</source>
            <translation>Use imágenes más finas si las hay.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>{0}: pixels are averaged on reading.</source>
            <translation>{0}: los píxeles se promedian al leer.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>The model needs only one of {0} pixels, but the file has no overviews, so all of them are read.</source>
            <translation>El modelo solo necesita uno de cada {0} píxeles, pero el archivo no tiene vistas generales, así que se leen todos.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>Build overviews (gdaladdo) to read faster.</source>
            <translation>Cree vistas generales (gdaladdo) para leer más rápido.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>It has no CRS, so features come in pixel coordinates, and sizes count as if pixels were the model's.</source>
            <translation>No tiene SRC, así que los objetos salen en coordenadas de píxel, y los tamaños cuentan como si los píxeles fueran los del modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>It has a CRS, but no geotransform, so features come in pixel coordinates, and sizes count as if pixels were the model's.</source>
            <translation>Tiene un SRC, pero no geotransformación, así que los objetos salen en coordenadas de píxel y los tamaños se cuentan como si los píxeles fueran los del modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>It has a CRS of its own; the one given for rasters without one is not used for it.</source>
            <translation>Tiene un SRC propio; el que se dio para los rásters sin SRC no se usa con él.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>It is in degrees: a pixel in its middle is {0} m by {1} m. Sizes are computed on the ground.</source>
            <translation>Está en grados: un píxel en su centro mide {0} m por {1} m. Los tamaños se calculan en el terreno.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>It is in {0} of {1} m; sizes are computed in metres.</source>
            <translation>Está en {0} de {1} m; los tamaños se calculan en metros.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>Its projection stretches the ground: a pixel of {0} m by its CRS is {1} m on the ground. Sizes are computed on the ground.</source>
            <translation>Su proyección estira el terreno: un píxel de {0} m según su SRC mide {1} m en el terreno. Los tamaños se calculan en el terreno.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>{0} in band {1}</source>
            <translation>{0} en la banda {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>The bands given are {0}, but the raster says that it has {1}.</source>
            <translation>Las bandas que se dieron son {0}, pero el ráster dice que tiene {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>Keep the bands given only if the raster is wrong about itself.</source>
            <translation>Conserve las bandas que se dieron solo si el ráster se equivoca sobre sí mismo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>Use the bands as the raster names them</source>
            <translation>Usar las bandas como las nombra el ráster</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>Most values looked at lie from {0} to {1}</source>
            <translation>La mayoría de los valores que se miraron está entre {0} y {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>{0}, but the value range given is {1} to {2}, so {3} of them are cut off.</source>
            <translation>{0}, pero el rango de valores que se dio es de {1} a {2}, así que {3} de ellos queda fuera.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>{0}, a small part of the {1} to {2} that the model is fed: it sees little contrast. The image may be very dark, or hold reflectances.</source>
            <translation>{0}, una pequeña parte de lo que se da al modelo, de {1} a {2}: ve poco contraste. La imagen puede ser muy oscura, o contener reflectancias.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>Look at the image; then set the range.</source>
            <translation>Mire la imagen; después fije el rango.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>Its bands have different no-data values ({0}); the one of band {1} counts for all.</source>
            <translation>Sus bandas tienen valores sin datos distintos ({0}); el de la banda {1} vale para todas.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>Give all bands the same one (gdal_translate -a_nodata).</source>
            <translation>Dé el mismo a todas las bandas (gdal_translate -a_nodata).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>Its no-data value {0} cannot stand in a raster of {1}, so it marks no pixel.</source>
            <translation>Su valor sin datos {0} no puede figurar en un ráster de {1}, así que no marca ningún píxel.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>Set the right one (gdal_translate -a_nodata).</source>
            <translation>Ponga el correcto (gdal_translate -a_nodata).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>About {0} of it has no data; windows without data are skipped and counted.</source>
            <translation>Cerca del {0} de él no tiene datos; las ventanas sin datos se omiten y se cuentan.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>About {0} of it is black, and it does not say that this is no data, so the model scores it as ground.</source>
            <translation>Cerca del {0} de él es negro, y no dice que eso sea sin datos, así que el modelo lo puntúa como terreno.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>If black is the edge of the image, say so: gdal_translate -a_nodata 0, or in the layer's properties before exporting it again.</source>
            <translation>Si el negro es el borde de la imagen, dígalo: gdal_translate -a_nodata 0, o en las propiedades de la capa antes de exportarla de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>It does not say which pixels have no data; all of them count as data.</source>
            <translation>No dice qué píxeles no tienen datos; todos cuentan como datos.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>It is warped on reading, which is slower than a warped copy.</source>
            <translation>Se deforma al leerlo, lo que es más lento que una copia deformada.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>It is stored in blocks of {0} x {1} pixels, so each of them is read and unpacked about {2} times.</source>
            <translation>Está guardado en bloques de {0} x {1} píxeles, así que cada uno se lee y se descomprime unas {2} veces.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>{0} files are slow to read in windows.</source>
            <translation>Los archivos {0} son lentos de leer por ventanas.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>Convert it once: gdal_translate -of COG {0} copy.tif, and use the copy.</source>
            <translation>Conviértalo una vez: gdal_translate -of COG {0} copy.tif, y use la copia.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>At {0} m a pixel it has {1} x {2} pixels, less than a window of {3}; the rest of the window is filled with its mirror image.</source>
            <translation>A {0} m por píxel tiene {1} x {2} píxeles, menos que una ventana de {3}; el resto de la ventana se rellena con su imagen reflejada.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>Expect weaker results near the edges.</source>
            <translation>Espere resultados más flojos cerca de los bordes.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>The model was trained on windows of {0} pixels, not of {1}.</source>
            <translation>El modelo se entrenó con ventanas de {0} píxeles, no de {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/checking/rules.py" />
            <source>Use windows of {0} pixels</source>
            <translation>Usar ventanas de {0} píxeles</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/account.py" />
            <source>{0} is not there</source>
            <translation>{0} no está</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/account.py" />
            <source>'{0}' is empty in all of them</source>
            <translation>«{0}» está vacío en todas</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/account.py" />
            <source>None of the {0} rows of {1} has a photograph that can be read. {2}. Check the field '{3}' and the folder where relative paths start (--photo-folder).</source>
            <translation>Ninguna de las {0} filas de {1} tiene una fotografía que se pueda leer. {2}. Compruebe el campo «{3}» y la carpeta donde empiezan las rutas relativas (--photo-folder).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/account.py" />
            <location filename="../../plugin/engine/photos/plan.py" />
            <source>of {0} rows</source>
            <translation>de {0} filas</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/account.py" />
            <source>the photograph of {0} {1} is not there</source>
            <translation>la fotografía de {0} {1} no está</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/account.py" />
            <source>the photograph of {0} {1} cannot be read</source>
            <translation>la fotografía de {0} {1} no se puede leer</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/account.py" />
            <source>'{0}' is empty in {1} {2}</source>
            <translation>«{0}» está vacío en {1} {2}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/account.py" />
            <source>{0}: {1}{2}. These rows have no class.</source>
            <translation>{0}: {1}{2}. Estas filas no tienen clase.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/account.py" />
            <source>{0}: {1} {2} only repeat a photograph of their place; there it counts once.</source>
            <translation>{0}: {1} {2} solo repiten una fotografía de su lugar; ahí cuenta una vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/account.py" />
            <source>{0} photographs are more than twice as long one way as the other; the model was shown only their middle square. Cut panoramas into headings to use all of them.</source>
            <translation>{0} fotografías son más del doble de largas en un sentido que en el otro; al modelo se le mostró solo su cuadrado central. Corte los panoramas por rumbos para usarlos enteros.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/classify.py" />
            <source>{0} holds no finished run over photographs; run its job again to finish it.</source>
            <translation>{0} no contiene ninguna ejecución terminada sobre fotografías; ejecute su trabajo de nuevo para terminarla.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/classify.py" />
            <source>{0} or the model has changed since {1} was written; run the job again.</source>
            <translation>{0} o el modelo ha cambiado desde que se escribió {1}; ejecute el trabajo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/image.py" />
            <source>{0} has {1} x {2} pixels, more than are read; save a smaller copy.</source>
            <translation>{0} tiene {1} x {2} píxeles, más de los que se leen; guarde una copia más pequeña.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/image.py" />
            <source>{0} is not there.</source>
            <translation>{0} no está.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/image.py" />
            <source>{0} is no image that can be read; save it as JPEG.</source>
            <translation>{0} no es una imagen que se pueda leer; guárdela como JPEG.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/image.py" />
            <source>{0} cannot be read ({1}: {2}).</source>
            <translation>No se puede leer {0} ({1}: {2}).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/image.py" />
            <source>{0} has floating-point pixels; save it with 8 bits a band.</source>
            <translation>{0} tiene píxeles de coma flotante; guárdela con 8 bits por banda.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/image.py" />
            <source>{0} has pixels of more than 16 bits; save it with 8 bits a band.</source>
            <translation>{0} tiene píxeles de más de 16 bits; guárdela con 8 bits por banda.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/plan.py" />
            <source>{0} holds no row with a point; give a layer of points with photographs.</source>
            <translation>{0} no contiene ninguna fila con un punto; dé una capa de puntos con fotografías.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/plan.py" />
            <source>{0} is a model for rasters ({1}), not for photographs; use 'tesela run' with it, or give a model of the task {2}.</source>
            <translation>{0} es un modelo para rásters ({1}), no para fotografías; use «tesela run» con él, o dé un modelo de la tarea {2}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/plan.py" />
            <source>{0} wants the bands {1} as {2}, but photographs have {3} as uint8; give another model.</source>
            <translation>{0} quiere las bandas {1} como {2}, pero las fotografías tienen {3} como uint8; dé otro modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/plan.py" />
            <source>{0} lies where the results would be written; choose another output folder.</source>
            <translation>{0} está donde se escribirían los resultados; elija otra carpeta de salida.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/plan.py" />
            <source>{0}: {1} {2} have no point; they are left out.</source>
            <translation>{0}: {1} {2} no tienen punto; se dejan fuera.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/plan.py" />
            <source>{0}: {1} {2} hold several points; they are placed at their mean.</source>
            <translation>{0}: {1} {2} contienen varios puntos; se sitúan en su media.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/plan.py" />
            <source>{0}: '{1}' is no angle in {2} {3}; it counts as unknown.</source>
            <translation>{0}: «{1}» no es un ángulo en {2} {3}; cuenta como desconocido.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/plan.py" />
            <source>{0}: '{1}' is empty in {2} {3}; their photographs are classified, but belong to no place.</source>
            <translation>{0}: «{1}» está vacío en {2} {3}; sus fotografías se clasifican, pero no pertenecen a ningún lugar.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/plan.py" />
            <source>{0} has no coordinate reference system; neither have the results.</source>
            <translation>{0} no tiene sistema de referencia de coordenadas; los resultados tampoco.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/points.py" />
            <source>{0} holds the layers {1}; say which one: {2}|layername={3}.</source>
            <translation>{0} contiene las capas {1}; diga cuál: {2}|layername={3}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/points.py" />
            <source>{0} has no field '{1}'; its fields are {2}.</source>
            <translation>{0} no tiene el campo «{1}»; sus campos son {2}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/points.py" />
            <source>{0} cannot be read as a layer of points: {1}.</source>
            <translation>{0} no se puede leer como capa de puntos: {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/points.py" />
            <source>{0} holds a {1}; give a layer of points (its centroids, say).</source>
            <translation>{0} contiene {1}; dé una capa de puntos (sus centroides, por ejemplo).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/scoring.py" />
            <source>Cancelled. The scores of {0} photographs are kept in {1}; run the same job again to go on from there.</source>
            <translation>Cancelado. Las puntuaciones de {0} fotografías se conservan en {1}; ejecute el mismo trabajo de nuevo para seguir desde ahí.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/photos/scoring.py" />
            <source>{0} photographs were scored by this model before; their scores are used again.</source>
            <translation>Este modelo ya puntuó antes {0} fotografías; sus puntuaciones se usan de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/curves.py" />
            <source>There are {0} scores of '{1}' but {2} truths.</source>
            <translation>Hay {0} puntuaciones de «{1}» pero {2} verdades.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/curves.py" />
            <source>Some scores of '{0}' on {1}, {2}, are no numbers; no curve can be drawn of them.</source>
            <translation>Algunas puntuaciones de «{0}» en {1}, {2}, no son números; no se puede dibujar ninguna curva con ellas.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/curves.py" />
            <source>Curves of '{0}' on {1} and '{2}' on {3} do not add up.</source>
            <translation>Las curvas de «{0}» en {1} y de «{2}» en {3} no se pueden sumar.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/curves.py" />
            <source>The curves of '{0}' on {1} have different thresholds.</source>
            <translation>Las curvas de «{0}» en {1} tienen umbrales distintos.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/evaluate.py" />
            <source>The truth {0} holds {1}.</source>
            <translation>La verdad terreno {0} contiene {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/evaluate.py" />
            <source>{0} predicts a value; say which field of the truth holds the true one (--value-field).</source>
            <translation>{0} predice un valor; diga qué campo de la verdad terreno contiene el verdadero (--value-field).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/evaluate.py" />
            <source>{0} has several classes ({1}); say which field of the truth holds the class (--label-field).</source>
            <translation>{0} tiene varias clases ({1}); diga qué campo de la verdad terreno contiene la clase (--label-field).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/evaluate.py" />
            <source>No true sample of {0} was judged; figures that need one are not defined.</source>
            <translation>No se juzgó ninguna muestra verdadera de {0}; las cifras que necesitan una no están definidas.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/evaluate.py" />
            <source>The truth has classes that {0} does not know: {1}. They are counted apart; where one of them stands, the model is not expected to find anything.</source>
            <translation>La verdad terreno tiene clases que {0} no conoce: {1}. Se cuentan aparte; donde está una de ellas, no se espera que el modelo encuentre nada.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/evaluate.py" />
            <source>{0} true features have no class; what lies under them is left out.</source>
            <translation>{0} objetos verdaderos no tienen clase; lo que hay debajo de ellos se deja fuera.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/evaluate.py" />
            <source>The truth has classes that {0} does not know: {1}. Photographs without any other class are left out.</source>
            <translation>La verdad terreno tiene clases que {0} no conoce: {1}. Las fotografías sin ninguna otra clase se dejan fuera.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/evaluate.py" />
            <source>{0} photographs of the truth have no class; they are left out.</source>
            <translation>{0} fotografías de la verdad terreno no tienen clase; se dejan fuera.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/evaluate.py" />
            <source>limited to an area</source>
            <translation>limitado a un área</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/figures.py" />
            <source>truth layer</source>
            <translation>capa de verdad terreno</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/figures.py" />
            <source>no true sample</source>
            <translation>ninguna muestra verdadera</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/figures.py" />
            <source>every sample is true</source>
            <translation>todas las muestras son verdaderas</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/figures.py" />
            <source>nothing found</source>
            <translation>no se encontró nada</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/figures.py" />
            <location filename="../../plugin/engine/evaluation/masks.py" />
            <location filename="../../plugin/engine/evaluation/photographs.py" />
            <source>accuracy</source>
            <translation>exactitud</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/labels.py" />
            <source>A window truly has the labels of the true polygons that cover its middle, and those of the true points inside it; windows with neither are left out.</source>
            <translation>Una ventana tiene de verdad las etiquetas de los polígonos verdaderos que cubren su centro, y las de los puntos verdaderos que contiene; las ventanas sin unos ni otros se dejan fuera.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/labels.py" />
            <source>without truth</source>
            <translation>sin verdad terreno</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/labels.py" />
            <location filename="../../plugin/engine/evaluation/masks.py" />
            <source>covered by a feature without label</source>
            <translation>cubiertas por un objeto sin etiqueta</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/labels.py" />
            <source>Windows: {0}</source>
            <translation>Ventanas: {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/labels.py" />
            <source>{0} of {1} labels have truth</source>
            <translation>{0} de {1} etiquetas tienen verdad terreno</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/labels.py" />
            <location filename="../../plugin/engine/evaluation/tiles.py" />
            <location filename="../../plugin/engine/evaluation/values.py" />
            <source>{0} windows</source>
            <translation>{0} ventanas</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/labels.py" />
            <source>share of windows with every label right</source>
            <translation>parte de las ventanas con todas las etiquetas correctas</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/labels.py" />
            <location filename="../../plugin/engine/evaluation/photographs.py" />
            <source>{0} photographs</source>
            <translation>{0} fotografías</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/labels.py" />
            <source>share of photographs with every label right</source>
            <translation>parte de las fotografías con todas las etiquetas correctas</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/labels.py" />
            <source>micro F1</source>
            <translation>micro-F1</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/labels.py" />
            <source>macro F1</source>
            <translation>macro-F1</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/labels.py" />
            <source>mean average precision</source>
            <translation>media de la precisión media</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/labels.py" />
            <source>exact match</source>
            <translation>coincidencia exacta</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/masks.py" />
            <source>The truth {0} holds points, but masks are compared with polygons; give the outlines.</source>
            <translation>La verdad terreno {0} contiene puntos, pero las máscaras se comparan con polígonos; dé los contornos.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/masks.py" />
            <location filename="../../plugin/engine/evaluation/photographs.py" />
            <location filename="../../plugin/engine/evaluation/tiles.py" />
            <source>none of them</source>
            <translation>ninguna de ellas</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/masks.py" />
            <source>of several true classes</source>
            <translation>de varias clases verdaderas</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/masks.py" />
            <source>Polygons are matched one to one, the largest overlap first; a pair below an intersection over union of {0} is no match. Covered: at least half of a polygon's area is covered by the other side, however many polygons do so, so that attached houses that were found as one count as found.</source>
            <translation>Los polígonos se emparejan uno a uno, primero el mayor solape; un par por debajo de una intersección sobre unión de {0} no es una coincidencia. Cubierto: al menos la mitad del área de un polígono está cubierta por el otro lado, por muchos polígonos que sean, de modo que las casas adosadas que se encontraron como una sola cuentan como encontradas.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/masks.py" />
            <source>{0} pixels</source>
            <translation>{0} píxeles</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/masks.py" />
            <source>IoU of pixels</source>
            <translation>IoU de píxeles</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/masks.py" />
            <source>pixel accuracy</source>
            <translation>exactitud de píxeles</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/masks.py" />
            <source>precision, {0} one to one</source>
            <translation>precisión, {0} uno a uno</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/masks.py" />
            <source>{0} polygons found</source>
            <translation>{0} polígonos encontrados</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/masks.py" />
            <source>recall, {0} one to one</source>
            <translation>exhaustividad, {0} uno a uno</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/masks.py" />
            <source>{0} true polygons</source>
            <translation>{0} polígonos verdaderos</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/photographs.py" />
            <source>Say which field of the truth holds the true class of each photograph (--label-field).</source>
            <translation>Diga qué campo de la verdad terreno contiene la clase verdadera de cada fotografía (--label-field).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/photographs.py" />
            <source>Photographs are judged one by one; leave the area out, or give a truth of that area.</source>
            <translation>Las fotografías se juzgan una a una; deje el área fuera, o dé una verdad terreno de esa área.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/photographs.py" />
            <source>without a class that the model knows</source>
            <translation>sin una clase que el modelo conozca</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/photographs.py" />
            <source>that could not be read</source>
            <translation>que no se pudieron leer</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/photographs.py" />
            <source>No photograph of the truth {0} is one that the run classified: their paths in the field '{1}' differ, or none has a class.</source>
            <translation>Ninguna fotografía de la verdad terreno {0} es una de las que clasificó la ejecución: sus rutas en el campo «{1}» difieren, o ninguna tiene clase.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/photographs.py" />
            <source>{0} holds no classified photographs ({1}); classify them again.</source>
            <translation>{0} no contiene fotografías clasificadas ({1}); clasifíquelas de nuevo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/photographs.py" />
            <source>of an unclear path</source>
            <translation>de ruta ambigua</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/photographs.py" />
            <source>that the run did not see</source>
            <translation>que la ejecución no vio</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/photographs.py" />
            <location filename="../../plugin/engine/evaluation/tiles.py" />
            <source>balanced accuracy</source>
            <translation>exactitud equilibrada</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/scored.py" />
            <location filename="../../plugin/engine/evaluation/tiles.py" />
            <source>outside the area</source>
            <translation>fuera del área</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/subject.py" />
            <source>Cancelled. No report was written; the scores of the run are kept.</source>
            <translation>Cancelado. No se escribió ningún informe; las puntuaciones de la ejecución se conservan.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/subject.py" />
            <source>{0} is a finished run, which is judged on its own rasters; leave the rasters out, or name a model instead of the run.</source>
            <translation>{0} es una ejecución terminada, que se juzga sobre sus propios rásters; deje los rásters fuera, o nombre un modelo en lugar de la ejecución.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/subject.py" />
            <source>{0} is no finished run; give the folder that a run wrote, or a model together with the rasters to run it over (--raster). Photographs are classified first, and their run is given then.</source>
            <translation>{0} no es una ejecución terminada; dé la carpeta que escribió una ejecución, o un modelo junto con los rásters sobre los que ejecutarlo (--raster). Las fotografías se clasifican primero, y después se da su ejecución.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/subject.py" />
            <source>The run in {0} is not finished; run its job again to finish it, then evaluate.</source>
            <translation>La ejecución de {0} no está terminada; ejecute su trabajo de nuevo para terminarla, y después evalúe.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/subject.py" />
            <source>{0} is not there; the selection that the run's job asked for counts.</source>
            <translation>{0} no está; vale la selección que pidió el trabajo de la ejecución.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/subject.py" />
            <source>{0} does not say how it was selected ({1}); what the run's job asked for counts.</source>
            <translation>{0} no dice cómo se seleccionó ({1}); vale lo que pidió el trabajo de la ejecución.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/subject.py" />
            <source>{0} holds the features of another run; the selection that this run's job asked for counts.</source>
            <translation>{0} contiene los objetos de otra ejecución; vale la selección que pidió el trabajo de esta.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/subject.py" />
            <source>The area meets no raster of the run; draw it over them, and check its CRS.</source>
            <translation>El área no toca ningún ráster de la ejecución; dibújela sobre ellos, y compruebe su SRC.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/subject.py" />
            <source>outside the ground that is judged</source>
            <translation>fuera del terreno que se juzga</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/subject.py" />
            <source>The truth {0} lies elsewhere: it spans {1} ({2}), the run {3} ({4}) as left, bottom, right, top, and nothing of it lies on the ground that is judged. Check its CRS, or give the truth of this place.</source>
            <translation>La verdad terreno {0} está en otro sitio: abarca {1} ({2}), la ejecución {3} ({4}), como izquierda, abajo, derecha y arriba, y nada de ella está en el terreno que se juzga. Compruebe su SRC, o dé la verdad terreno de este lugar.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/subject.py" />
            <source>The truth spans only {0} of the ground that is judged; what was found elsewhere counts as false. Give the area that the truth was drawn for (--area).</source>
            <translation>La verdad terreno abarca solo el {0} del terreno que se juzga; lo que se encontró en otra parte cuenta como falso. Dé el área para la que se dibujó la verdad terreno (--area).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/tiles.py" />
            <source>without data in their middle</source>
            <translation>sin datos en su centro</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/tiles.py" />
            <source>A window is positive where the centroid of a true feature lies in its central {0} along both axes, negative where no true feature touches it; others are left out.</source>
            <translation>Una ventana es positiva donde el centroide de un objeto verdadero está en su {0} central en ambos ejes, y negativa donde ningún objeto verdadero la toca; las demás se dejan fuera.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/tiles.py" />
            <source>The truth has points: a box is right where it holds one, a point is found where a box holds it.</source>
            <translation>La verdad terreno tiene puntos: un recuadro es correcto donde contiene uno, y un punto se encuentra donde un recuadro lo contiene.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/tiles.py" />
            <source>A box is right where its intersection over union with a true feature is {0} or more.</source>
            <translation>Un recuadro es correcto donde su intersección sobre unión con un objeto verdadero es de {0} o más.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/tiles.py" />
            <source>A box is right where it holds the centroid of a true feature, and a feature is found where a box holds its centroid: true features and boxes differ so much in area (medians {0} and {1} square map units) that an intersection over union of {2} is out of reach.</source>
            <translation>Un recuadro es correcto donde contiene el centroide de un objeto verdadero, y un objeto se encuentra donde un recuadro contiene su centroide: los objetos verdaderos y los recuadros difieren tanto en área (medianas {0} y {1} unidades cuadradas del mapa) que no se puede alcanzar una intersección sobre unión de {2}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/tiles.py" />
            <source>area under the ROC curve</source>
            <translation>área bajo la curva ROC</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/tiles.py" />
            <source>precision, {0}</source>
            <translation>precisión, {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/tiles.py" />
            <source>{0} boxes</source>
            <translation>{0} recuadros</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/tiles.py" />
            <source>recall, {0}</source>
            <translation>exhaustividad, {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/tiles.py" />
            <source>{0} true features</source>
            <translation>{0} objetos verdaderos</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/tiles.py" />
            <source>average precision, {0}</source>
            <translation>precisión media, {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/tiles.py" />
            <source>boxes of every score</source>
            <translation>recuadros de toda puntuación</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>'{0}' in the truth '{1}' is not understood; give FILE, FILE|layername=NAME, and where only some features count, |subset=CONDITION after it.</source>
            <translation>«{0}» en la verdad terreno «{1}» no se entiende; dé FILE, FILE|layername=NAME y, donde solo cuentan algunos objetos, |subset=CONDITION detrás.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>The truth {0} cannot be read: {1}.</source>
            <translation>La verdad terreno {0} no se puede leer: {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>features</source>
            <translation>objetos</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source> that fulfils {0}</source>
            <translation> que cumpla {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>The truth {0} holds no feature{1}; there is nothing to compare with.</source>
            <translation>La verdad terreno {0} no contiene ningún objeto{1}; no hay nada con que comparar.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>The truth {0} holds no point and no polygon ({1}).</source>
            <translation>La verdad terreno {0} no contiene ningún punto ni polígono ({1}).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>The truth {0} does not exist; correct its path.</source>
            <translation>La verdad terreno {0} no existe; corrija su ruta.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>The truth {0} cannot be opened as a vector layer: {1}. Give a GeoPackage, a shapefile or another file that GDAL reads.</source>
            <translation>La verdad terreno {0} no se puede abrir como capa vectorial: {1}. Dé un GeoPackage, un shapefile u otro archivo que lea GDAL.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>{0} has no layer number {1}; it has {2}.</source>
            <translation>{0} no tiene la capa número {1}; tiene {2}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>{0} has no layer '{1}'; it has {2}.</source>
            <translation>{0} no tiene la capa «{1}»; tiene {2}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>{0} holds several layers ({1}); say which is the truth, as in {2}|layername={3}.</source>
            <translation>{0} contiene varias capas ({1}); diga cuál es la verdad terreno, como en {2}|layername={3}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>{0} holds no layer with geometries.</source>
            <translation>{0} no contiene ninguna capa con geometrías.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>The layer {0} of {1} cannot be opened: {2}.</source>
            <translation>No se puede abrir la capa {0} de {1}: {2}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>The truth {0} has no field '{1}'; it has {2}.</source>
            <translation>La verdad terreno {0} no tiene el campo «{1}»; tiene {2}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>The CRS of the truth {0} is not understood: {1}.</source>
            <translation>No se entiende el SRC de la verdad terreno {0}: {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>Cancelled while the truth was read; nothing was written.</source>
            <translation>Cancelado mientras se leía la verdad terreno; no se escribió nada.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>without geometry</source>
            <translation>sin geometría</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>empty</source>
            <translation>vacías</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>with coordinates that are no numbers</source>
            <translation>con coordenadas que no son números</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>repaired</source>
            <translation>reparadas</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>neither point nor polygon</source>
            <translation>ni puntos ni polígonos</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>geometries</source>
            <translation>geometrías</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>The truth {0} has no coordinate reference system, but the run has; assign one to it.</source>
            <translation>La verdad terreno {0} no tiene sistema de referencia de coordenadas, pero la ejecución sí; asígnele uno.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>The run has pixel coordinates and no coordinate reference system, but the truth {0} has one; run the model with a CRS for the raster (--crs), or give a truth in pixel coordinates.</source>
            <translation>La ejecución tiene coordenadas de píxel y ningún sistema de referencia de coordenadas, pero la verdad terreno {0} tiene uno; ejecute el modelo con un SRC para el ráster (--crs), o dé una verdad terreno en coordenadas de píxel.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>No label in the field '{0}' of {1} is a class of the model: it holds {2}, the model knows {3}. Give a field with the model's classes; for a model of one class leave the field out, and narrow the truth with |subset=CONDITION.</source>
            <translation>Ninguna etiqueta del campo «{0}» de {1} es una clase del modelo: contiene {2}, y el modelo conoce {3}. Dé un campo con las clases del modelo; con un modelo de una sola clase deje el campo fuera, y limite la verdad terreno con |subset=CONDITION.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>The field '{0}' of {1} holds something that is no number: {2}.</source>
            <translation>El campo «{0}» de {1} contiene algo que no es un número: {2}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/truth.py" />
            <source>The field '{0}' of {1} holds no value at all.</source>
            <translation>El campo «{0}» de {1} no contiene ningún valor.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/values.py" />
            <source>The true value of a window is the mean of the true polygons below it, weighted by the area that they share with it; windows of which less than {0} is covered are left out. True points count as a plain mean of those inside the window.</source>
            <translation>El valor verdadero de una ventana es la media de los polígonos verdaderos que hay debajo, ponderada por el área que comparten con ella; las ventanas de las que está cubierto menos del {0} se dejan fuera. Los puntos verdaderos cuentan como la media simple de los que hay dentro de la ventana.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/values.py" />
            <source>with little or no truth below them</source>
            <translation>con poca o ninguna verdad terreno debajo</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/values.py" />
            <source>of a single colour</source>
            <translation>de un solo color</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/values.py" />
            <source>mean absolute error{0}</source>
            <translation>error absoluto medio{0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/values.py" />
            <source>root mean squared error{0}</source>
            <translation>raíz del error cuadrático medio{0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/evaluation/values.py" />
            <source>mean of found minus true</source>
            <translation>media de lo encontrado menos lo verdadero</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/choose.py" />
            <source>The run in {0} was made with {1} {2}, whose weights are not those of {3} {4}; explain with the run's own model, or leave the run out.</source>
            <translation>La ejecución de {0} se hizo con {1} {2}, cuyos pesos no son los de {3} {4}; explique con el modelo de la propia ejecución, o deje la ejecución fuera.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/choose.py" />
            <source>The run in {0} is not finished; run its job again to finish it, then explain.</source>
            <translation>La ejecución de {0} no está terminada; ejecute su trabajo de nuevo para terminarla, y después explique.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/choose.py" />
            <source>The raster is to be read in another way (bands, value range or CRS) than in the run; leave those options out, so that the model sees what it saw then.</source>
            <translation>El ráster se quiere leer de otro modo (bandas, rango de valores o SRC) que en la ejecución; deje fuera esas opciones, para que el modelo vea lo que vio entonces.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/choose.py" />
            <source>No window of {0} meets the area; check the area's CRS ({1}) and draw it over the raster.</source>
            <translation>Ninguna ventana de {0} toca el área; compruebe el SRC del área ({1}) y dibújela sobre el ráster.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/choose.py" />
            <source>The run in {0} is of {1}, not of {2} as it is now; give a raster of that run that has not changed since, or leave the run out.</source>
            <translation>La ejecución de {0} es de {1}, no de {2} como está ahora; dé un ráster de esa ejecución que no haya cambiado desde entonces, o deje la ejecución fuera.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/choose.py" />
            <source>No window of the run in {0} was scored in the area; choose another area.</source>
            <translation>No se puntuó ninguna ventana de la ejecución de {0} en el área; elija otra área.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>Nothing in the explained windows speaks for {0}; the heat is zero everywhere.</source>
            <translation>Nada en las ventanas explicadas habla en favor de {0}; el calor es cero en todas partes.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>{0} scores every pixel, so its scores are a heat map already: run it and open scores-0.tif in the run folder (OUTPUT/run). Explaining is for models that score whole windows or photographs.</source>
            <translation>{0} puntúa cada píxel, así que sus puntuaciones ya son un mapa de calor: ejecútelo y abra scores-0.tif en la carpeta de ejecución (OUTPUT/run). Las explicaciones son para modelos que puntúan ventanas enteras o fotografías.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>{0} looks at rasters, not at photographs; give a raster, or choose a model of photographs.</source>
            <translation>{0} mira rásters, no fotografías; dé un ráster, o elija un modelo de fotografías.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>{0} looks at photographs, not at rasters; give photographs (--photo FILE).</source>
            <translation>{0} mira fotografías, no rásters; dé fotografías (--photo FILE).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>One raster is explained at a time, but {0} were given.</source>
            <translation>Se explica un ráster cada vez, pero se dieron {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>An area and a run choose windows of a raster; leave them out for photographs.</source>
            <translation>Un área y una ejecución eligen ventanas de un ráster; déjelas fuera con fotografías.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>{0} has no label '{1}'; it has {2}.</source>
            <translation>{0} no tiene la etiqueta «{1}»; tiene {2}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>raises {0}</source>
            <translation>hace subir {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>lowers {0}</source>
            <translation>hace bajar {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>each window's highest label</source>
            <translation>la etiqueta más alta de cada ventana</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>Cancelled. Nothing is left half-written; explain again to start anew.</source>
            <translation>Cancelado. Nada queda a medio escribir; explique de nuevo para empezar otra vez.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>{0} {1} is explained on {2} with {3}.</source>
            <translation>{0} {1} se explica en {2} con {3}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>they cannot be read ({0}).</source>
            <translation>no se pueden leer ({0}).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>they hold no data. Choose another area.</source>
            <translation>no contienen datos. Elija otra área.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>None of the {0} chosen windows of {1} could be explained: {2}</source>
            <translation>No se pudo explicar ninguna de las {0} ventanas elegidas de {1}: {2}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>{0} windows could not be read and are not explained (first: {1}).</source>
            <translation>{0} ventanas no se pudieron leer y no se explican (la primera: {1}).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>lower scored</source>
            <translation>de menor puntuación</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>later</source>
            <translation>posteriores</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/explain.py" />
            <source>{0} {1} windows are left out, because at most {2} are explained; raise --most, or choose a smaller area.</source>
            <translation>{0} ventanas {1} se dejan fuera, porque se explican como mucho {2}; aumente --most, o elija un área más pequeña.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/gradcam.py" />
            <source>{0} has {1} weights, which give no gradients; explain with the Keras package that it was converted from.</source>
            <translation>{0} tiene pesos {1}, que no dan gradientes; explique con el paquete Keras del que se convirtió.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/gradcam.py" />
            <source>Explaining needs TensorFlow, but Keras runs on {0} here; start Tesela with KERAS_BACKEND=tensorflow.</source>
            <translation>Explicar necesita TensorFlow, pero aquí Keras se ejecuta sobre {0}; inicie Tesela con KERAS_BACKEND=tensorflow.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/gradcam.py" />
            <source>The network of {0} has no feature map before its head, so its scores cannot be explained.</source>
            <translation>La red de {0} no tiene mapa de características antes de su cabeza, así que sus puntuaciones no se pueden explicar.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/photographs.py" />
            <source>{0} It is left out.</source>
            <translation>{0} Se deja fuera.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/photographs.py" />
            <source>{0}: {1} {2}, overlay in {3}</source>
            <translation>{0}: {1} {2}, imagen superpuesta en {3}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/photographs.py" />
            <source>None of the {0} photographs could be read; check their paths.</source>
            <translation>No se pudo leer ninguna de las {0} fotografías; compruebe sus rutas.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/explanation/photographs.py" />
            <source>{0} photographs are left out, because at most {1} are explained; raise --most.</source>
            <translation>{0} fotografías se dejan fuera, porque se explican como mucho {1}; aumente --most.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/scene/recipe.py" />
            <source>The scene's {0} is {1}; choose a value from {2} to {3}.</source>
            <translation>El valor {0} de la escena es {1}; elija un valor de {2} a {3}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/scene/recipe.py" />
            <source>The scene's mosaic_rotation_deg is {0}; choose -30 to 30, or null.</source>
            <translation>El valor mosaic_rotation_deg de la escena es {0}; elija de -30 a 30, o null.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/scene/recipe.py" />
            <source>The scene recipe {0} cannot be read ({1}); give a readable JSON file.</source>
            <translation>La receta de escena {0} no se puede leer ({1}); dé un archivo JSON que se pueda leer.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/run/worker.py" />
            <source>The worker was sent a line that is no request: {0}.</source>
            <translation>Al proceso auxiliar se le envió una línea que no es ninguna petición: {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/run/answer.py" />
            <source>There was not enough memory; run with a smaller batch (--batch 1), or close other programs.</source>
            <translation>No hubo bastante memoria; ejecute con un lote más pequeño (--batch 1), o cierre otros programas.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/run/answer.py" />
            <source>Tesela met a fault that it does not know: {0}: {1}. Finished parts are kept; please report it with the log.</source>
            <translation>Tesela dio con un fallo que no conoce: {0}: {1}. Las partes terminadas se conservan; informe de ello, por favor, con el registro.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/run/answer.py" />
            <source>The worker does not know the request {0}; it knows check, run, select, photos, evaluate, explain, scene, cancel and doctor.</source>
            <translation>El proceso auxiliar no conoce la petición {0}; conoce check, run, select, photos, evaluate, explain, scene, cancel y doctor.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/run/doctor.py" />
            <source>The package {0} cannot be imported ({1}: {2}); make the worker's environment again (make setup, or 'Make the environment' in QGIS).</source>
            <translation>No se puede importar el paquete {0} ({1}: {2}); cree de nuevo el entorno del proceso auxiliar (make setup, o «Crear el entorno» en QGIS).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/run/doctor.py" />
            <source>The device could not be found out: {0}.</source>
            <translation>No se pudo averiguar el dispositivo: {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/run/doctor.py" />
            <source>No model is installed; install the plugin again, or add a model.</source>
            <translation>No hay ningún modelo instalado; instale el complemento de nuevo, o añada un modelo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/run/doctor.py" />
            <source>Only {0} GB are free where {1} lies; make space before a large run.</source>
            <translation>Solo hay {0} GB libres donde está {1}; haga sitio antes de una ejecución grande.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/run/doctor.py" />
            <source>{0} cannot be written; correct its rights or set TESELA_HOME to another folder.</source>
            <translation>No se puede escribir en {0}; corrija sus permisos o ponga otra carpeta en TESELA_HOME.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/run/again.py" />
            <source>{0} does not end in .gpkg; features are written as a GeoPackage, so give such a name.</source>
            <translation>{0} no termina en .gpkg; los objetos se escriben como GeoPackage, así que indique un nombre de ese tipo.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/run/scene.py" />
            <source>The drawing of the scene was cancelled; nothing was written.</source>
            <translation>Se canceló el dibujo de la escena; no se escribió nada.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/worker/session.py" />
            <source>The worker could not be started with {0}: {1}.</source>
            <translation>No se pudo iniciar el proceso auxiliar con {0}: {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/worker/session.py" />
            <source>The run was cancelled; what was finished is kept in its run folder.</source>
            <translation>Se canceló la ejecución; lo que estaba terminado se conserva en su carpeta de ejecución.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/worker/session.py" />
            <source>The worker ended without an answer ({0}).</source>
            <translation>El proceso auxiliar acabó sin responder ({0}).</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/worker/session.py" />
            <source>{0} What was finished is kept in the run folder; its log is {1}.</source>
            <translation>{0} Lo que estaba terminado se conserva en la carpeta de ejecución; su registro es {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/worker/session.py" />
            <source>{0} What was finished is kept in the run folder; its log is {1}. Its last words:
{2}</source>
            <translation>{0} Lo que estaba terminado se conserva en la carpeta de ejecución; su registro es {1}. Sus últimas palabras:
{2}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/worker/process.py" />
            <source>exit status {0}</source>
            <translation>estado de salida {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/worker/process.py" />
            <source>signal {0}</source>
            <translation>señal {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/worker/process.py" />
            <source>killed, most often because memory ran out</source>
            <translation>se le puso fin, casi siempre porque se agotó la memoria</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/worker/process.py" />
            <source>a fault in a native library</source>
            <translation>un fallo en una biblioteca nativa</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/worker/process.py" />
            <source>a native library gave up</source>
            <translation>una biblioteca nativa se dio por vencida</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/worker/process.py" />
            <source>this processor lacks instructions that a library needs</source>
            <translation>a este procesador le faltan instrucciones que necesita una biblioteca</translation>
        </message>
        <message>
            <location filename="../../plugin/bridge/worker/process.py" />
            <source>another program ended it</source>
            <translation>otro programa le puso fin</translation>
        </message>
        <message>
            <source>{0} held verdicts of a review, so it is kept as {1}; go on with the review there. What was selected now is in {2}.</source>
            <translation type="vanished">{0} tenía veredictos de una revisión, así que se conserva como {1}; siga ahí con la revisión. Lo que se ha seleccionado ahora está en {2}.</translation>
        </message>
        <message>
            <source>{0} is open in another program ({1}); remove its layers there or choose another output.</source>
            <translation type="vanished">{0} está abierto en otro programa ({1}); quite ahí sus capas o elija otra salida.</translation>
        </message>
        <message>
            <source>The area meets none of the {0} rasters; check the area's CRS ({1}) and draw it over a raster.</source>
            <translation type="vanished">El área no toca ninguno de los {0} rásters; compruebe el SRC del área ({1}) y dibújela sobre un ráster.</translation>
        </message>
        <message>
            <source>{0} classifies photographs at points, not rasters; run it over a point layer with `tesela photos` ('Classify photographs' in QGIS), or choose another model.</source>
            <translation type="vanished">{0} clasifica fotografías en puntos, no rásters; ejecútelo sobre una capa de puntos con `tesela photos` («Clasificar fotografías» en QGIS), o elija otro modelo.</translation>
        </message>
        <message>
            <source>{0} is placed only by {1}, so its pixels have no exact coordinates yet; let Tesela warp it on reading (--warp, or 'Warp rasters that have only control points' in QGIS), or warp it with gdalwarp first.</source>
            <translation type="vanished">{0} solo está situado por {1}, así que sus píxeles no tienen todavía coordenadas exactas; deje que Tesela lo deforme al leerlo (--warp, o «Deformar rásters situados por puntos de control» en QGIS), o defórmelo antes con gdalwarp.</translation>
        </message>
        <message>
            <source>{0} has no coordinate reference system and none is assumed; give the right one (--crs EPSG:…, or 'CRS of rasters that have none' in QGIS), or ask for results in pixel coordinates (--pixel-results).</source>
            <translation type="vanished">{0} no tiene sistema de referencia de coordenadas y no se supone ninguno; dé el correcto (--crs EPSG:…, o «SRC de los rásters que no tienen» en QGIS), o pida resultados en coordenadas de píxel (--pixel-results).</translation>
        </message>
    </context>
</TS>
