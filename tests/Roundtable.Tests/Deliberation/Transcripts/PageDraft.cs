using System.Globalization;
using System.Text;

namespace Roundtable.Tests.Deliberation.Transcripts;

/// <summary>
/// A page written for tests, from which its text is made. In every text {1}, {2}… are models and {a}, {b}… options, so that the same page can
/// be shown with other names, other options and its ballots in another order: what is found must not depend on that.
/// </summary>
internal sealed record PageDraft(string Title, string Question)
{
    private static readonly string[] _models = ["Aldebaran 3", "Borealis Large", "Cygnus Mini", "Draco 4.6", "Eridanus 70B", "Fornax"];
    private static readonly string[] _options = ["Yes", "No", "Not yet", "Ask again"];

    /// <summary>The line under the question, or null.</summary>
    public string? Result { get; init; }

    /// <summary>The lines under the heading of options; null for no such heading.</summary>
    public IReadOnlyList<string>? Options { get; init; }

    /// <summary>Number of the model, its words after "Vote:", its paragraphs.</summary>
    public IReadOnlyList<(int Model, string Choice, string Reasoning)> Ballots { get; init; } = [];

    /// <summary>Numbers of models that are noted as having changed their minds.</summary>
    public IReadOnlyList<int> Changed { get; init; } = [];

    /// <summary>The lines under "Final Summary".</summary>
    public IReadOnlyList<string> Summary { get; init; } = [];

    /// <summary>The lines under "Strongest Arguments".</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Whether the page has blank lines and a line before the title.</summary>
    public bool Spaced { get; init; }

    /// <summary>Whether ballots stand under the heading "Model Responses".</summary>
    public bool Headed { get; init; } = true;

    /// <summary>The page as text.</summary>
    /// <param name="show">How names, options and the order of ballots are shown.</param>
    public string Text(PageLook? show = null)
    {
        var look = show ?? new PageLook();
        List<string> lines = [Title, Question];
        lines.AddRange(Result is null ? [] : [Result]);
        lines.AddRange(Options is null ? [] : Options.Prepend("Options"));
        lines.AddRange(Headed ? ["Model Responses"] : []);
        foreach (var (model, choice, reasoning) in look.Order(Ballots))
        {
            lines.Add($"{{{model}}}{(Changed.Contains(model) ? " (changed mind)" : "")}");
            lines.Add((Title.Contains("Open", StringComparison.Ordinal) ? "Answer: " : "Vote: ") + choice);
            lines.AddRange(reasoning.Split('\n'));
        }

        lines.AddRange(Summary.Count == 0 ? [] : Summary.Prepend("Final Summary"));
        lines.AddRange(Arguments.Count == 0 ? [] : Arguments.Prepend("Strongest Arguments"));
        var text = string.Join(Spaced ? "\n\n" : "\n", Spaced ? lines.Prepend("Loading session...") : lines);
        return Filled(text, look);
    }

    /// <summary>The page as the HTML of a site with navigation around it.</summary>
    public string Html(PageLook? show = null)
    {
        var html = new StringBuilder("<!doctype html><html><head><title>A page</title></head><body><nav><a href=\"/\">Home</a></nav><main>");
        foreach (var line in (this with { Spaced = false }).Text(show).Split('\n'))
        {
            html.Append(line == Title ? "<h1>" : "<p>").Append(System.Net.WebUtility.HtmlEncode(line)).Append(line == Title ? "</h1>" : "</p>");
        }

        return html.Append("</main></body></html>").ToString();
    }

    /// <summary>Text with names and options in their places.</summary>
    public static string Filled(string text, PageLook look)
    {
        var filled = text;
        for (var i = 0; i < _models.Length; i++)
        {
            filled = filled.Replace(string.Create(CultureInfo.InvariantCulture, $"{{{i + 1}}}"), look.Model(_models, i), StringComparison.Ordinal);
        }

        for (var i = 0; i < _options.Length; i++)
        {
            filled = filled.Replace($"{{{(char)('a' + i)}}}", look.Option(_options, i), StringComparison.Ordinal);
        }

        return filled;
    }
}

/// <summary>How a draft is shown: other names, other options, ballots in another order.</summary>
internal sealed record PageLook
{
    /// <summary>How far names are exchanged among the models.</summary>
    public int NamesBy { get; init; }

    /// <summary>Other options in the places of the usual ones, or null.</summary>
    public IReadOnlyList<string>? Renamed { get; init; }

    /// <summary>A seed for the order of the ballots, or null for the page's own.</summary>
    public int? Shuffled { get; init; }

    /// <summary>The name of a model.</summary>
    public string Model(string[] usual, int index) => usual[(index + NamesBy) % usual.Length];

    /// <summary>An option.</summary>
    public string Option(string[] usual, int index) => (Renamed ?? usual)[index];

    /// <summary>The ballots in their order.</summary>
    public IReadOnlyList<(int Model, string Choice, string Reasoning)> Order(IReadOnlyList<(int Model, string Choice, string Reasoning)> ballots)
    {
        if (Shuffled is not { } seed)
        {
            return ballots;
        }

        (int, string, string)[] shuffled = [.. ballots];
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }
}
