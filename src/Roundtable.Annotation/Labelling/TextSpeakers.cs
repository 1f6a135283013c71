namespace Roundtable.Annotation.Labelling;

/// <summary>
/// The items whose labels speak for each different text: of a text that was drawn the drawn item, whose label comes from a rule that did not see its gold; of
/// another all that have it.
/// </summary>
internal sealed class TextSpeakers
{
    private readonly int[] _start;
    private readonly int[] _items;

    private TextSpeakers(int[] start, int[] items) => (_start, _items) = (start, items);

    /// <summary>Number of different texts.</summary>
    public int Texts => _start.Length - 1;

    /// <summary>The items that speak for a text, ascending; one at least.</summary>
    public ReadOnlySpan<int> Of(int text) => _items.AsSpan(_start[text], _start[text + 1] - _start[text]);

    /// <summary>Who speaks for the texts of a frame.</summary>
    public static TextSpeakers Of(LabelFrame frame, LabelGold gold)
    {
        var drawn = (gold.Random?.Items ?? []).Select(t => t.Item.Id).ToHashSet(StringComparer.Ordinal);
        var alone = new int[frame.Texts];
        Array.Fill(alone, -1);
        for (var i = 0; i < frame.Items.Count; i++)
        {
            ref var one = ref alone[frame.Groups[i]];
            one = one < 0 && drawn.Contains(frame.Items[i].Id) ? i : one;
        }

        bool Speaks(int item) => alone[frame.Groups[item]] < 0 || alone[frame.Groups[item]] == item;
        var start = new int[frame.Texts + 1];
        for (var i = 0; i < frame.Items.Count; i++)
        {
            start[frame.Groups[i] + 1] += Speaks(i) ? 1 : 0;
        }

        for (var text = 0; text < frame.Texts; text++)
        {
            start[text + 1] += start[text];
        }

        var (items, next) = (new int[start[^1]], start[..^1]);
        for (var i = 0; i < frame.Items.Count; i++)
        {
            if (Speaks(i))
            {
                items[next[frame.Groups[i]]++] = i;
            }
        }

        return new TextSpeakers(start, items);
    }
}
