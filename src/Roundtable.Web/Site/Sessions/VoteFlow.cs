using System.Globalization;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Exports;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Sessions;

/// <summary>The geometry of who voted for what in round one and in the last, in units of the picture.</summary>
public sealed class VoteFlow
{
    /// <summary>The picture's width.</summary>
    public const int Width = 360;

    /// <summary>The width of a block.</summary>
    public const int BlockWidth = 12;

    private const double Unit = 20;
    private const double Gap = 8;
    private const double Tallest = 180;
    private const double Left = 40;
    private const double Right = Width - 40 - BlockWidth;

    private readonly List<Block> _blocks = [];
    private readonly List<Band> _bands = [];

    private readonly IReadOnlyList<string> _options;

    private VoteFlow(IReadOnlyList<string> options) => _options = options;

    /// <summary>The picture's height.</summary>
    public double Height { get; private set; }

    /// <summary>What the picture shows, in words.</summary>
    public string Words { get; private set; } = "";

    /// <summary>The blocks of both rounds.</summary>
    public IReadOnlyList<Block> Blocks => _blocks;

    /// <summary>The bands between them.</summary>
    public IReadOnlyList<Band> Bands => _bands;

    /// <summary>Lays the picture out.</summary>
    public static VoteFlow Of(Session session)
    {
        var (first, last) = (SeatChoices.Of(session, 1), SeatChoices.Of(session, session.Rounds.Count));
        var seats = session.Panel.Select(s => (From: first.BySeat[s.Number].Option, To: last.BySeat[s.Number].Option)).ToList();
        var scale = Math.Min(1, Tallest / (Unit * seats.Count));
        var flow = new VoteFlow(session.Verdict.Options);
        var from = flow.Column(seats.Select(s => s.From), Left, "end", -8, scale);
        var to = flow.Column(seats.Select(s => s.To), Right, "start", BlockWidth + 8, scale);
        foreach (var group in seats.GroupBy(s => s).OrderBy(g => g.Key.From ?? int.MaxValue).ThenBy(g => g.Key.To ?? int.MaxValue))
        {
            var height = group.Count() * Unit * scale;
            var (y1, y2) = (from[Key(group.Key.From)], to[Key(group.Key.To)]);
            flow._bands.Add(new Band(group.Key.To, Path(y1, y2, height)));
            from[Key(group.Key.From)] += height;
            to[Key(group.Key.To)] += height;
        }

        var moved = seats.Where(s => s.From != s.To).GroupBy(s => s)
            .Select(g => T("{0} from {1} to {2}", g.Count(), flow.Name(g.Key.From), flow.Name(g.Key.To))).ToList();
        flow.Words = moved.Count == 0
            ? T("Nobody moved between round one and the last.")
            : T("Between round one and the last, {0}; {1} stayed.", string.Join(", ", moved), seats.Count(s => s.From == s.To));
        return flow;
    }

    private static int Key(int? option) => option ?? -1;

    private string Name(int? option) => option is { } index ? VerdictText.Sign(_options, index) : T("no vote");

    private Dictionary<int, double> Column(IEnumerable<int?> choices, double x, string anchor, double shift, double scale)
    {
        Dictionary<int, double> tops = [];
        var y = Gap;
        foreach (var group in choices.GroupBy(c => c).OrderBy(g => g.Key ?? int.MaxValue))
        {
            var height = group.Count() * Unit * scale;
            tops[Key(group.Key)] = y;
            var label = $"{(group.Key is { } option ? VerdictText.Sign(_options, option) : "–")} {group.Count()}";
            var text = anchor == "end" ? $"{group.Count()} {label.Split(' ')[0]}" : label;
            _blocks.Add(new Block(group.Key, x, y, height, x + shift, y + (height / 2) + 4, anchor, text));
            y += height + Gap;
        }

        Height = Math.Max(Height, y);
        return tops;
    }

    private static string Path(double y1, double y2, double height)
    {
        const double start = Left + BlockWidth, middle = (Left + BlockWidth + Right) / 2;
        var there = string.Create(CultureInfo.InvariantCulture, $"M{start:0.#} {y1:0.#}C{middle:0.#} {y1:0.#} {middle:0.#} {y2:0.#} {Right:0.#} {y2:0.#}");
        var (from, to) = (y2 + height, y1 + height);
        return there
            + string.Create(CultureInfo.InvariantCulture, $"V{from:0.#}C{middle:0.#} {from:0.#} {middle:0.#} {to:0.#} {start:0.#} {to:0.#}Z");
    }

    /// <summary>The seats of one round that chose the same.</summary>
    /// <param name="Option">What they chose; null for no vote.</param>
    /// <param name="X">Its left edge.</param>
    /// <param name="Y">Its upper edge.</param>
    /// <param name="Height">Its height.</param>
    /// <param name="TextX">Where its label is.</param>
    /// <param name="TextY">The label's base line.</param>
    /// <param name="Anchor">Which end of the label is there.</param>
    /// <param name="Label">Letter and count.</param>
    public sealed record Block(int? Option, double X, double Y, double Height, double TextX, double TextY, string Anchor, string Label);

    /// <summary>The seats that went from one choice to another.</summary>
    /// <param name="To">What they chose last.</param>
    /// <param name="Path">The outline, as an SVG path.</param>
    public sealed record Band(int? To, string Path);
}
