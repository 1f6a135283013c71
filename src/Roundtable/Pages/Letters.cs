using System.Globalization;
using Roundtable.Deliberation.Questions;

namespace Roundtable.Pages;

/// <summary>How options are marked wherever they are drawn: a letter, and a colour that never stands alone.</summary>
public static class Letters
{
    private const int Colours = 8;

    /// <summary>The letter of an option; a number where there are more than letters.</summary>
    public static string Of(int option) => option < Question.MaxOptions ? Question.Letter(option).ToString() : (option + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The class of its colour.</summary>
    public static string Class(int? option) => option is { } index ? string.Create(CultureInfo.InvariantCulture, $"o{index % Colours}") : "none";
}
