using System.Globalization;

namespace Roundtable.Workspace.Charts;

/// <summary>Numbers in attributes of SVG: they have a point and a hyphen in every language, other than the numbers that people read.</summary>
public static class SvgNumber
{
    /// <summary>At most two decimals, as SVG 2 (section 4.2) reads them.</summary>
    /// <param name="value">A length or a coordinate.</param>
    public static string Of(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
