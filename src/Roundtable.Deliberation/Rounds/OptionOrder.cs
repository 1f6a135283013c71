namespace Roundtable.Deliberation.Rounds;

/// <summary>Draws the random orders of a session: those of the options and of the arguments that a seat is shown.</summary>
public static class OptionOrder
{
    /// <summary>
    /// The order of the options for one answer: position → option index. A seat's samples rotate its first order, and every
    /// second sample reverses the one before, so that even a few samples show each option in different positions. Two options are shown in both orders, equally
    /// often where the number of samples is even.
    /// </summary>
    public static IReadOnlyList<int> For(long seed, int seat, int sample, int options)
    {
        if (options == 0)
        {
            return [];
        }

        var first = new SeededRandom(seed, $"options/s{seat}").Order(options);
        var shift = (sample - 1) / 2 % options;
        var order = new int[options];
        for (var i = 0; i < options; i++)
        {
            order[i] = first[(i + shift) % options];
        }

        if (sample % 2 == 0)
        {
            Array.Reverse(order);
        }

        return order;
    }

    /// <summary>The order in which <paramref name="count"/> arguments are shown for one answer.</summary>
    public static IReadOnlyList<int> OfArguments(long seed, int round, int seat, int sample, int count) =>
        new SeededRandom(seed, $"arguments/r{round}.s{seat}.k{sample}").Order(count);
}
