namespace Roundtable.Annotation.Estimates;

/// <summary>
/// Which items of a run the program drew at random, without replacement, for people to label. Only such a draw lets gold speak for the items that have none.
/// Gold that came without one may train rules, but shares, means and promises are refused. What is drawn are units: items, or groups of items of equal text.
/// </summary>
public sealed class SampleDesign
{
    /// <summary>Makes a draw from its strata: a simple draw has one.</summary>
    /// <param name="strata">The strata.</param>
    /// <param name="sizes">
    /// Where equal texts were drawn as one unit, how many items each unit has: shares and means are then of the items, not of the texts. Null where each unit
    /// is an item.
    /// </param>
    /// <exception cref="ArgumentException">
    /// When a unit lies in two strata or is drawn twice, is drawn from a stratum in which it does not lie, or has no item.
    /// </exception>
    public SampleDesign(IReadOnlyList<DrawnStratum> strata, IReadOnlyList<int>? sizes = null)
    {
        var frame = new HashSet<int>();
        foreach (var stratum in strata)
        {
            var here = new HashSet<int>(stratum.Items);
            if (here.Count != stratum.Items.Count || here.Any(i => !frame.Add(i)))
            {
                throw new ArgumentException($"An item comes twice in the frame of the draw (stratum '{stratum.Name}').", nameof(strata));
            }

            var drawn = new HashSet<int>();
            foreach (var item in stratum.Drawn)
            {
                if (!drawn.Add(item) || !here.Contains(item))
                {
                    throw new ArgumentException($"Item {item} is drawn twice, or from a stratum in which it does not lie ('{stratum.Name}').", nameof(strata));
                }
            }
        }

        if (sizes?.Any(s => s < 1) ?? false)
        {
            throw new ArgumentException("A unit of the draw has no item.", nameof(sizes));
        }

        Strata = strata;
        Sizes = sizes;
        FrameSize = frame.Count;
    }

    /// <summary>The strata, each of which was drawn from by itself.</summary>
    public IReadOnlyList<DrawnStratum> Strata { get; }

    /// <summary>How many items each unit has; null where each is an item.</summary>
    public IReadOnlyList<int>? Sizes { get; }

    /// <summary>Number of units that could be drawn.</summary>
    public int FrameSize { get; }

    /// <summary>A simple random draw from all items of a run.</summary>
    /// <param name="items">Number of items of the run: the frame is 0 … items − 1.</param>
    /// <param name="drawn">Indices of the drawn items in the order in which they were drawn.</param>
    public static SampleDesign Simple(int items, IReadOnlyList<int> drawn) => new([new DrawnStratum("all", [.. Enumerable.Range(0, items)], drawn)]);
}

/// <summary>A part of a draw's frame from which a fixed number of items was drawn, each as likely as any other of it.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Items">Indices of all items of the stratum.</param>
/// <param name="Drawn">
/// Indices of the drawn ones in the order in which they were drawn. Where people labelled only the first k of them, these k are a random draw of size k; any
/// other part of them is not.
/// </param>
public sealed record DrawnStratum(string Name, IReadOnlyList<int> Items, IReadOnlyList<int> Drawn);
