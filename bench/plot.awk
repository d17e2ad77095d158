# Draws flat.csv of bench/flat.sh as SVG: microseconds of processor time a pupil over the number of pupils, both
# logarithmic. A flat line is a cost that does not grow with the bank.
BEGIN {
    FS = ","
    left = 70; right = 610; top = 30; bottom = 330
    xlow = log(800); xhigh = log(125000); ylow = log(1); yhigh = log(1000)
}
function x(v) { return left + (log(v) - xlow) / (xhigh - xlow) * (right - left) }
function y(v) { return bottom - (log(v) - ylow) / (yhigh - ylow) * (bottom - top) }
NR > 1 { n++; pupils[n] = $1; import[n] = $6; signals[n] = $7 }
function line(values, name, dash,    i, points) {
    for (i = 1; i <= n; i++) points = points sprintf("%.1f,%.1f ", x(pupils[i]), y(values[i]))
    printf "<polyline points=\"%s\" fill=\"none\" stroke=\"#1d4e89\" stroke-width=\"2\"%s/>\n", points, dash
    for (i = 1; i <= n; i++)
        printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#1d4e89\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", x(pupils[i]), y(values[i]), x(pupils[i]), y(values[i]) - 9, values[i]
    printf "<text x=\"%.1f\" y=\"%.1f\" font-weight=\"bold\">%s</text>\n", x(pupils[1]) + 12, y(values[1]) + 22, name
}
END {
    print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 390\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\" aria-labelledby=\"t\">"
    print "<title id=\"t\">Microseconds of processor time a pupil for import and signals, 1,000 to 100,000 pupils</title>"
    print "<rect width=\"640\" height=\"390\" fill=\"#fff\"/>"
    for (v = 1; v <= 1000; v *= 10) {
        printf "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ccc\"/>", left, right, y(v), y(v)
        printf "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d µs</text>\n", left - 8, y(v) + 4, v
    }
    for (v = 1000; v <= 100000; v *= 10)
        printf "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>\n", x(v), bottom + 22, v
    printf "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">pupils in the bank</text>\n", (left + right) / 2, bottom + 46
    line(import, "import attendance, a school year of lessons", "")
    line(signals, "signals", " stroke-dasharray=\"6 4\"")
    print "</svg>"
}
