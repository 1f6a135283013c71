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

    private readonly List<Box> _boxes = [];
    private readonly List<Line> _lines = [];

    private readonly Func<string, string?> _address;

    private LineagePicture(Func<string, string?> address) => _address = address;

    /// <summary>A thing in the picture.</summary>
    /// <param name="X">Its left edge.</param>
    /// <param name="Y">Its upper edge.</param>
    /// <param name="Thing">What stands in it.</param>
    /// <param name="Address">Its page; null where it has none.</param>
    /// <param name="IsContent">Whether the picture is about it.</param>
    public sealed record Box(int X, int Y, LineageThing Thing, string? Address, bool IsContent);

    /// <summary>That one thing came from another.</summary>
    /// <param name="From">The box of what it came from, at the left.</param>
    /// <param name="To">The box of what came from it.</param>
    /// <param name="Step">How, and whether someone says so or the log shows it.</param>
    public sealed record Line(Box From, Box To, LineageStep Step);

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
    /// <param name="address">The page of what has a name; null where it has none.</param>
    public static LineagePicture Of(string name, LineageGraph up, LineageGraph down, Func<string, string?> address)
    {
        var picture = new LineagePicture(address) { IsWhole = up.IsWhole && down.IsWhole };

        // The thing itself stays in sight: two columns at each side fill a page, four at one side too.
        var sides = new[] { up, down }.Count(g => g.Shown().Any());
        var (left, right) = (picture.Columns(up, sides > 1 ? 2 : 4), picture.Columns(down, sides > 1 ? 2 : 4));
        var rows = left.Concat(right).Select(c => c.Things.Count).Append(1).Max();
        (picture.Width, picture.Height) = (((left.Count + right.Count) * ColumnWidth) + BoxWidth + 4, (rows * RowHeight) + 4);
        var centre = picture.Add(left.Count, 0, rows, 1, LineageThing.Of(name), isContent: true);
        picture.Place(up, left, centre, rows, depth => left.Count - depth);
        picture.Place(down, right, centre, rows, depth => left.Count + depth);
        return picture;
    }

    /// <summary>Things by distance. Many leaves at one distance are one box: a picture of ten thousand answers shows nothing.</summary>
    private List<(int Distance, List<LineageThing> Things)> Columns(LineageGraph graph, int maxColumns)
    {
        var aliases = graph.Steps.Where(s => s.Code == LineageStep.Means).Select(s => s.Node).ToHashSet();
        List<(int Distance, List<LineageThing> Things)> columns = [];
        var others = graph.Reached().Where(r => r.Distance > 0 && !aliases.Contains(r.Id) && !graph.From.Contains(r.Id));
        foreach (var distance in others.GroupBy(r => r.Distance).OrderBy(g => g.Key))
        {
            var leaves = distance.Where(d => d.Id < 0).ToList();
            List<LineageThing> things =
            [
                .. distance.Where(d => d.Id >= 0).Select(d => LineageThing.Of(graph.Names[d.Id])),
                .. leaves.Count > 2 ? [LineageThing.Leaves(leaves.Count)] : leaves.Select(l => LineageThing.Of(graph.Names[l.Id])),
            ];
            if (columns.Count == maxColumns)
            {
                IsWhole = false;
                break;
            }

            if (things.Count > MaxInColumn)
            {
                IsWhole = false;
                things = [.. things.Take(MaxInColumn - 1), LineageThing.More(things.Count - MaxInColumn + 1)];
            }

            columns.Add((distance.Key, things));
        }

        return columns;
    }

    private void Place(LineageGraph graph, List<(int Distance, List<LineageThing> Things)> columns, Box centre, int rows, Func<int, int> column)
    {
        Dictionary<(int Distance, LineageThing Thing), Box> placed = [];
        Dictionary<int, Box> leaves = [];
        for (var c = 0; c < columns.Count; c++)
        {
            var (distance, things) = columns[c];
            for (var r = 0; r < things.Count; r++)
            {
                var box = placed[(distance, things[r])] = Add(column(c + 1), r, rows, things.Count, things[r], isContent: false);
                if (things[r].Kind == LineageThingKind.Leaves)
                {
                    leaves[distance] = box;
                }
            }
        }

        var at = graph.Reached().ToDictionary(r => r.Id, r => r.Distance);
        var means = graph.Steps.Where(s => s.Code == LineageStep.Means).ToLookup(s => s.Node, s => s.Source);
        Box? Find(long id) =>
            graph.From.Contains(id) ? centre
            : placed.GetValueOrDefault((at[id], LineageThing.Of(graph.Names[id]))) ?? (id < 0 ? leaves.GetValueOrDefault(at[id]) : null);
        foreach (var step in graph.Steps.Where(s => s.Code != LineageStep.Means))
        {
            // A name without a version, or the name in a call, is passed over for what it means.
            var source = means[step.Source].Select(Find).FirstOrDefault(b => b is not null) ?? Find(step.Source);
            if (source is not null && Find(step.Node) is { } node && source != node
                && !_lines.Exists(l => l.From == source && l.To == node && l.Step.Code == step.Code))
            {
                _lines.Add(new Line(source, node, step));
            }
        }
    }

    private Box Add(int column, int row, int rows, int inColumn, LineageThing thing, bool isContent)
    {
        var box = new Box(
            2 + (column * ColumnWidth),
            2 + (int)((row + ((rows - inColumn) / 2.0)) * RowHeight) + ((RowHeight - BoxHeight) / 2),
            thing,
            thing.Kind == LineageThingKind.More ? "#lineage-list" : thing.Full is { } full ? _address(full) : null,
            isContent);
        _boxes.Add(box);
        return box;
    }
}
