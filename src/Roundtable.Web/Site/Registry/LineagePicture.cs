using System.Globalization;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Web.Site.Registry;

/// <summary>A lineage as a picture: what something came from at its left, what came from it at its right, in columns by distance.</summary>
public sealed class LineagePicture
{
    /// <summary>The width of a box, in the picture's units.</summary>
    public const int BoxWidth = 190;

    /// <summary>The height of a box.</summary>
    public const int BoxHeight = 40;

    private const int ColumnWidth = 250;
    private const int RowHeight = 54;
    private const int MaxInColumn = 10;
    private const int MaxLetters = 23;
    private const string ManyLeaves = " answers";
    private const string More = " more";

    private readonly List<Box> _boxes = [];
    private readonly List<Line> _lines = [];

    private LineagePicture()
    {
    }

    /// <summary>A thing in the picture.</summary>
    /// <param name="X">Its left edge.</param>
    /// <param name="Y">Its upper edge.</param>
    /// <param name="Name">Its name, cut to the box.</param>
    /// <param name="Kind">What it is, under the name.</param>
    /// <param name="Full">Its name in full.</param>
    /// <param name="Address">Its page; null where it has none.</param>
    /// <param name="IsContent">Whether the picture is about it.</param>
    public sealed record Box(int X, int Y, string Name, string Kind, string Full, string? Address, bool IsContent);

    /// <summary>That one thing came from another.</summary>
    /// <param name="From">The box of what it came from, at the left.</param>
    /// <param name="To">The box of what came from it.</param>
    /// <param name="Relation">How, as in <c>taught by</c>.</param>
    /// <param name="Declared">Whether someone says so; false where the log shows it.</param>
    public sealed record Line(Box From, Box To, string Relation, bool Declared);

    /// <summary>The boxes.</summary>
    public IReadOnlyList<Box> Boxes => _boxes;

    /// <summary>The lines between them.</summary>
    public IReadOnlyList<Line> Lines => _lines;

    /// <summary>Width of the picture.</summary>
    public int Width { get; private set; }

    /// <summary>Height of the picture.</summary>
    public int Height { get; private set; }

    /// <summary>Whether something did not fit in.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The picture of a thing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="up">What it came from.</param>
    /// <param name="down">What came from it.</param>
    public static LineagePicture Of(string name, LineageGraph up, LineageGraph down)
    {
        var picture = new LineagePicture { IsWhole = up.IsWhole && down.IsWhole };

        // The thing itself stays in sight: two columns at each side fill a page, four at one side too.
        var sides = new[] { up, down }.Count(g => g.Shown().Any());
        var (left, right) = (picture.Columns(up, sides > 1 ? 2 : 4), picture.Columns(down, sides > 1 ? 2 : 4));
        var rows = left.Concat(right).Select(c => c.Names.Count).Append(1).Max();
        (picture.Width, picture.Height) = (((left.Count + right.Count) * ColumnWidth) + BoxWidth + 4, (rows * RowHeight) + 4);
        var centre = picture.Add(left.Count, 0, rows, 1, name, isContent: true);
        picture.Place(up, left, centre, rows, depth => left.Count - depth);
        picture.Place(down, right, centre, rows, depth => left.Count + depth);
        return picture;
    }

    /// <summary>Names by distance. Many leaves at one distance are one box: a picture of ten thousand answers shows nothing.</summary>
    private List<(int Distance, List<string> Names)> Columns(LineageGraph graph, int maxColumns)
    {
        var aliases = graph.Steps.Where(s => s.Code == LineageStep.Means).Select(s => s.Node).ToHashSet();
        List<(int Distance, List<string> Names)> columns = [];
        var others = graph.Reached().Where(r => r.Distance > 0 && !aliases.Contains(r.Id) && !graph.From.Contains(r.Id));
        foreach (var distance in others.GroupBy(r => r.Distance).OrderBy(g => g.Key))
        {
            var leaves = distance.Where(d => d.Id < 0).ToList();
            List<string> names =
            [
                .. distance.Where(d => d.Id >= 0).Select(d => graph.Names[d.Id]),
                .. leaves.Count > 2 ? [Leaves(leaves.Count)] : leaves.Select(l => graph.Names[l.Id]),
            ];
            if (columns.Count == maxColumns)
            {
                IsWhole = false;
                break;
            }

            if (names.Count > MaxInColumn)
            {
                IsWhole = false;
                var more = names.Count - MaxInColumn + 1;
                names = [.. names.Take(MaxInColumn - 1), more.ToString("N0", CultureInfo.InvariantCulture) + More];
            }

            columns.Add((distance.Key, names));
        }

        return columns;
    }

    private void Place(LineageGraph graph, List<(int Distance, List<string> Names)> columns, Box centre, int rows, Func<int, int> column)
    {
        Dictionary<string, Box> placed = new(StringComparer.Ordinal);
        for (var c = 0; c < columns.Count; c++)
        {
            var (distance, names) = columns[c];
            for (var r = 0; r < names.Count; r++)
            {
                placed[Key(names[r], distance)] = Add(column(c + 1), r, rows, names.Count, names[r], isContent: false);
            }
        }

        var at = graph.Reached().ToDictionary(r => r.Id, r => r.Distance);
        var means = graph.Steps.Where(s => s.Code == LineageStep.Means).ToLookup(s => s.Node, s => s.Source);
        Box? Find(long id) =>
            graph.From.Contains(id) ? centre
            : placed.GetValueOrDefault(Key(graph.Names[id], at[id]))
            ?? (id < 0 ? placed.FirstOrDefault(p => IsManyLeaves(p.Value) && p.Key == Key(p.Value.Full, at[id])).Value : null);
        foreach (var step in graph.Steps.Where(s => s.Code != LineageStep.Means))
        {
            // A name without a version, or the name in a call, is passed over for what it means.
            var source = means[step.Source].Select(Find).FirstOrDefault(b => b is not null) ?? Find(step.Source);
            if (source is not null && Find(step.Node) is { } node && source != node
                && !_lines.Exists(l => l.From == source && l.To == node && l.Relation == step.Says))
            {
                _lines.Add(new Line(source, node, step.Says, step.Declared));
            }
        }
    }

    private Box Add(int column, int row, int rows, int inColumn, string name, bool isContent)
    {
        var reference = EntryReference.TryParse(name);
        var kind = name.Contains(':', StringComparison.Ordinal) ? name[..name.IndexOf(':', StringComparison.Ordinal)] : "";
        var shown = kind.Length > 0 ? name[(kind.Length + 1)..] : name;
        var box = new Box(
            2 + (column * ColumnWidth),
            2 + (int)((row + ((rows - inColumn) / 2.0)) * RowHeight) + ((RowHeight - BoxHeight) / 2),
            shown.Length > MaxLetters ? "…" + shown[^(MaxLetters - 1)..] : shown,
            kind switch { "called" => "called by this name", "" when IsMore(name) => "listed below", "" => "of the log", _ => kind },
            name,
            kind switch
            {
                "session" => "/sessions/" + shown,
                "model" or "dataset" when reference is not null => RegistryAddress.Of(kind, reference.Name, reference.Version),
                "" when IsMore(name) => "#lineage-list",
                _ => null,
            },
            isContent);
        _boxes.Add(box);
        return box;
    }

    private static bool IsMore(string name) => name.EndsWith(More, StringComparison.Ordinal) && char.IsAsciiDigit(name[0]);

    private static bool IsManyLeaves(Box box) => box.Name.EndsWith(ManyLeaves, StringComparison.Ordinal);

    private static string Leaves(int count) => count.ToString("N0", CultureInfo.InvariantCulture) + ManyLeaves;

    private static string Key(string name, int distance) => string.Create(CultureInfo.InvariantCulture, $"{name}\n{distance}");
}
