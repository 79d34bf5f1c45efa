<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis hasScaleBasedVisibilityFlag="0" minScale="1e+08" maxScale="0" styleCategories="Symbology|Labeling|MapTips|Rendering" version="3.22.16-Białowieża">
  <pipe-data-defined-properties>
    <Option type="Map">
      <Option value="" name="name" type="QString" />
      <Option name="properties" />
      <Option value="collection" name="type" type="QString" />
    </Option>
  </pipe-data-defined-properties>
  <pipe>
    <provider>
      <resampling zoomedOutResamplingMethod="nearestNeighbour" maxOversampling="2" zoomedInResamplingMethod="nearestNeighbour" enabled="false" />
    </provider>
    <rasterrenderer nodataColor="" opacity="0.75" band="1" type="singlebandpseudocolor" classificationMax="1" alphaBand="-1" classificationMin="0">
      <minMaxOrigin>
        <limits>None</limits>
        <extent>WholeRaster</extent>
        <statAccuracy>Estimated</statAccuracy>
        <cumulativeCutLower>0.02</cumulativeCutLower>
        <cumulativeCutUpper>0.98</cumulativeCutUpper>
        <stdDevFactor>2</stdDevFactor>
      </minMaxOrigin>
      <rastershader>
        <colorrampshader labelPrecision="6" minimumValue="0" clip="0" maximumValue="1" classificationMode="1" colorRampType="DISCRETE">
          <item color="#ffffcc" value="0.2" alpha="255" label="0 – 0.2" />
          <item color="#a1dab4" value="0.4" alpha="255" label="0.2 – 0.4" />
          <item color="#41b6c4" value="0.6" alpha="255" label="0.4 – 0.6" />
          <item color="#2c7fb8" value="0.8" alpha="255" label="0.6 – 0.8" />
          <item color="#253494" value="inf" alpha="255" label="0.8 – 1" />
          <rampLegendSettings maximumLabel="" prefix="" suffix="" useContinuousLegend="1" orientation="2" minimumLabel="" direction="0">
            <numericFormat id="basic">
              <Option type="Map">
                <Option value="" name="decimal_separator" type="QChar" />
                <Option value="6" name="decimals" type="int" />
                <Option value="0" name="rounding_type" type="int" />
                <Option value="false" name="show_plus" type="bool" />
                <Option value="true" name="show_thousand_separator" type="bool" />
                <Option value="false" name="show_trailing_zeros" type="bool" />
                <Option value="" name="thousand_separator" type="QChar" />
              </Option>
            </numericFormat>
          </rampLegendSettings>
        </colorrampshader>
      </rastershader>
    </rasterrenderer>
    <brightnesscontrast brightness="0" contrast="0" gamma="1" />
    <huesaturation saturation="0" invertColors="0" colorizeRed="255" colorizeBlue="128" colorizeStrength="100" colorizeOn="0" colorizeGreen="128" grayscaleMode="0" />
    <rasterresampler maxOversampling="2" />
    <resamplingStage>resamplingFilter</resamplingStage>
  </pipe>
</qgis>
