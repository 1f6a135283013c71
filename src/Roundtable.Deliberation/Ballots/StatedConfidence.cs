using System.Globalization;

namespace Roundtable.Deliberation.Ballots;

/// <summary>Reads the confidence that an answer states.</summary>
internal static class StatedConfidence
{
    /// <summary>From 0 to 1, or as a percentage over 10, or as "9/10"; null where it is none of these. A bare 8 may be of 10 or of 100.</summary>
    public static double? Read(string? said)
    {
        if (said is null)
        {
            return null;
        }

        var percent = said.EndsWith('%');
        if (said.Split('/') is [var part, var whole] && Number(part) is { } p && Number(whole) is > 0 and var w)
        {
            return p / w is >= 0 and <= 1 ? p / w : null;
        }

        return Number(said.TrimEnd('%', ' ')) switch
        {
            >= 0 and <= 1 and var share when !percent => share,
            >= 0 and <= 100 and var share when percent || share > 10 => share / 100,
            _ => null,
        };
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
