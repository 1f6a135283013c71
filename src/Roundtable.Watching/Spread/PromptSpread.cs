using Roundtable.Watching.Storage;

namespace Roundtable.Watching.Spread;

/// <summary>How prompts spread: their number, their sum as sketches and the sum of their squared lengths. Spreads add up.</summary>
public sealed class PromptSpread
{
    private const int MinCallers = 20;

    private readonly float[] _sum = new float[PromptSketch.Length];
    private double _squares;

    /// <summary>How many prompts.</summary>
    public int Prompts { get; private set; }

    /// <summary>The mean squared distance of a prompt from their mean; 0 for fewer than two.</summary>
    public double Variance => Prompts < 2 ? 0 : Math.Max(0, (_squares - (Squared / Prompts)) / (Prompts - 1));

    private double Squared
    {
        get
        {
            var squared = 0.0;
            foreach (var one in _sum)
            {
                squared += (double)one * one;
            }

            return squared;
        }
    }

    /// <summary>Takes in a prompt's sketch.</summary>
    internal void Add(ReadOnlySpan<float> sketch)
    {
        Prompts++;
        for (var k = 0; k < sketch.Length; k++)
        {
            _sum[k] += sketch[k];
            _squares += (double)sketch[k] * sketch[k];
        }
    }

    /// <summary>Writes it.</summary>
    internal void Write(BinaryWriter to)
    {
        to.WriteNumber(Prompts);
        to.Write(_squares);
        foreach (var one in _sum)
        {
            to.Write(one);
        }
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidDataException">When it is none.</exception>
    internal static PromptSpread Read(BinaryReader from)
    {
        var spread = new PromptSpread { Prompts = (int)from.ReadNumber(int.MaxValue), _squares = from.ReadDouble() };
        for (var k = 0; k < spread._sum.Length; k++)
        {
            spread._sum[k] = from.ReadSingle();
        }

        return double.IsFinite(spread._squares) && Array.TrueForAll(spread._sum, float.IsFinite) ? spread : throw StateBytes.Malformed("a spread");
    }

    /// <summary>Adds what another has seen.</summary>
    public void Merge(PromptSpread other)
    {
        Prompts += other.Prompts;
        _squares += other._squares;
        for (var k = 0; k < _sum.Length; k++)
        {
            _sum[k] += other._sum[k];
        }
    }

    /// <summary>
    /// How much callers differ in what they ask: the variance between them divided by that within them (the F of an analysis of variance). About 1 where
    /// prompts are dealt out to callers at random, more where each has subjects of its own, less where all ask the same.
    /// </summary>
    /// <param name="callers">The spreads of the callers.</param>
    /// <returns>
    /// F and its standard error where prompts are dealt out; null where too little is known: fewer than 20 callers, or less than 1.5 prompts a caller.
    /// </returns>
    internal static (double F, double Error)? Between(IEnumerable<PromptSpread> callers)
    {
        var (all, parts, count, squares) = (new PromptSpread(), 0.0, 0, 0.0);
        foreach (var caller in callers.Where(c => c.Prompts > 0))
        {
            all.Merge(caller);
            parts += caller.Squared / caller.Prompts;
            squares += caller._squares;
            count++;
        }

        if (count < MinCallers || all.Prompts * 2 < 3 * count || squares - parts <= 0)
        {
            return null;
        }

        var between = (parts - (all.Squared / all.Prompts)) / (count - 1);
        return (between / ((squares - parts) / (all.Prompts - count)),
            Math.Sqrt(2.0 / PromptSketch.Length * ((1.0 / (count - 1)) + (1.0 / (all.Prompts - count)))));
    }
}
