package org.umdf4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PlotTest {
    private static Document svg(Plot plot) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(plot.svg())));
    }

    private static double medianX(Document svg, int number) {
        NodeList circles = svg.getElementsByTagName("circle");
        return Double.parseDouble(((Element) circles.item(number)).getAttribute("cx"));
    }

    private static Plot.Row row(String label, double median) {
        return new Plot.Row(label, List.of(new Plot.Bar(0, new Spread(median, median, median))));
    }

    @Test
    void twiceAndHalfAreEquallyFarFromOne() throws Exception {
        Document svg = svg(new Plot("t", List.of("peer"), true, List.of(row("a", 0.5), row("b", 1), row("c", 2))));
        assertThat(medianX(svg, 1) - medianX(svg, 0)).isPositive().isEqualTo(medianX(svg, 2) - medianX(svg, 1));
    }

    @Test
    void everyValueIsInsideThePicture() throws Exception {
        Document svg =
                svg(new Plot("t", List.of("umdf4j"), false, List.of(row("a", 0), row("b", 3e6), row("c", 0.002))));
        for (int i = 0; i < 3; i++) {
            assertThat(medianX(svg, i)).isBetween(330.0, 870.0);
        }
        assertThat(medianX(svg, 1)).isGreaterThan(medianX(svg, 2));
    }

    @Test
    void wordsAreEscaped() throws Exception {
        Document svg = svg(new Plot("a < b & c", List.of("<peer>"), true, List.of(row("x & y", 1))));
        assertThat(svg.getDocumentElement().getTextContent()).contains("a < b & c", "<peer>", "x & y");
    }
}
