using System.Globalization;

namespace Roundtable.Web.Site.Layout;

/// <summary>The colours of options wherever they are drawn; their letter always stands with them.</summary>
public static class OptionColours
{
    private const int Colours = 8;

    /// <summary>The class of its colour.</summary>
    public static string Class(int? option) => option is { } index ? string.Create(CultureInfo.InvariantCulture, $"o{index % Colours}") : "none";
}
