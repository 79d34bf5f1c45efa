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
      <resampling zoomedOutResamplingMethod="nearestNeighbour" maxOversampling="2" zoomedInResamplingMethod="bilinear" enabled="false" />
    </provider>
    <rasterrenderer nodataColor="" opacity="1" band="1" type="singlebandpseudocolor" classificationMax="1" alphaBand="-1" classificationMin="0">
      <minMaxOrigin>
        <limits>None</limits>
        <extent>WholeRaster</extent>
        <statAccuracy>Estimated</statAccuracy>
        <cumulativeCutLower>0.02</cumulativeCutLower>
        <cumulativeCutUpper>0.98</cumulativeCutUpper>
        <stdDevFactor>2</stdDevFactor>
      </minMaxOrigin>
      <rastershader>
        <colorrampshader labelPrecision="6" minimumValue="0" clip="0" maximumValue="1" classificationMode="1" colorRampType="INTERPOLATED">
          <item color="#0d0887" value="0" alpha="0" label="none" />
          <item color="#41049d" value="0.15" alpha="0" label="0.15" />
          <item color="#7e03a8" value="0.3" alpha="90" label="0.3" />
          <item color="#cb4679" value="0.5" alpha="150" label="0.5" />
          <item color="#f89540" value="0.7" alpha="190" label="0.7" />
          <item color="#f0f921" value="1" alpha="225" label="1: the strongest explained" />
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
