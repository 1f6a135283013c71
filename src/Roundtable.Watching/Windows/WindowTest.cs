using Roundtable.Watching.Storage;
using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Windows;

/// <summary>
/// Windows of traffic against a rolling reference: the maximum mean discrepancy between callers of the window and callers of the windows before it that were
/// not flagged. What is permuted are callers, each as the mean of its prompts in the window, because prompts of one caller depend on each other.
/// </summary>
/// <param name="embedding">Prompts as vectors.</param>
/// <param name="size">How many prompts a window has.</param>
/// <param name="falseAlarmRate">The share of windows of benign traffic that may be flagged: above 0, below 0.5.</param>
/// <param name="seed">Of the permutations.</param>
/// <param name="vectors">
/// Makes sentence vectors for the embedding; null where it hashes words. The words of one window are kept for it until it is full.
/// </param>
public sealed class WindowTest(PromptEmbedding embedding, int size, double falseAlarmRate, int seed, PromptVectors? vectors = null)
{
    /// <summary>The fewest callers that a window or the reference must have.</summary>
    public const int MinCallers = 20;

    /// <summary>The most callers that the rolling reference has.</summary>
    public const int MaxReference = 1200;

    private readonly Queue<float[]> _reference = new();
    private readonly Dictionary<string, (float[] Sum, int Count)> _callers = new(StringComparer.Ordinal);
    private readonly List<TrafficEntry> _waiting = [];
    private int _prompts;
    private int _windows;
    private DateTimeOffset _from;
    private DateTimeOffset _to;

    /// <summary>How many permutations there are: enough for ten to lie beyond the threshold.</summary>
    public int Permutations { get; } = Math.Max(199, (int)Math.Ceiling(10 / falseAlarmRate) - 1);

    /// <summary>How many callers the reference has now.</summary>
    public int ReferenceCallers => _reference.Count;

    /// <summary>Takes in a prompt.</summary>
    /// <param name="entry">The prompt.</param>
    /// <param name="isReference">Whether it is known to be benign: its window is the reference's, and not tested.</param>
    /// <returns>The window that it ends, if it was tested.</returns>
    /// <exception cref="ArgumentException">When sentence vectors are wanted, and the words of the prompt are not there.</exception>
    public TrafficWindow? Add(TrafficEntry entry, bool isReference)
    {
        _from = _prompts == 0 ? entry.Time : _from;
        _to = entry.Time;
        if (vectors is null)
        {
            Add(entry, default(ReadOnlySpan<float>));
        }
        else
        {
            _waiting.Add(entry.Text is null ? throw new ArgumentException("Sentence vectors need the words of every prompt.", nameof(entry)) : entry);
        }

        if (++_prompts < size)
        {
            return null;
        }

        if (vectors is not null)
        {
            foreach (var (waiting, vector) in _waiting.Zip(vectors.Encode([.. _waiting.Select(w => w.Text!)])))
            {
                Add(waiting, vector);
            }
        }

        var window = isReference ? null : Test();
        if (window is not { IsFlagged: true })
        {
            foreach (var (_, (sum, count)) in _callers.OrderBy(c => c.Key, StringComparer.Ordinal))
            {
                _reference.Enqueue(Mean(sum, count));
                if (_reference.Count > MaxReference)
                {
                    _reference.Dequeue();
                }
            }
        }

        Forget();
        return window;
    }

    /// <summary>A test with the same reference, that goes on by itself.</summary>
    public WindowTest Copy()
    {
        var copy = new WindowTest(embedding, size, falseAlarmRate, seed, vectors);
        foreach (var caller in _reference)
        {
            copy._reference.Enqueue(caller);
        }

        return copy;
    }

    /// <summary>Writes its reference.</summary>
    internal void Write(BinaryWriter to) => to.WriteList(_reference, (w, caller) =>
    {
        foreach (var number in caller)
        {
            w.Write(number);
        }
    });

    /// <summary>Adds to the reference what was written.</summary>
    /// <exception cref="InvalidDataException">When it is none.</exception>
    internal void Read(BinaryReader from)
    {
        foreach (var caller in from.ReadList(f => Array.ConvertAll(new float[PromptEmbedding.Length], _ => f.ReadSingle()), MaxReference))
        {
            _reference.Enqueue(Array.TrueForAll(caller, float.IsFinite) ? caller : throw StateBytes.Malformed("a caller of the reference"));
        }
    }

    /// <summary>Leaves an unfinished window out.</summary>
    public void Forget()
    {
        _callers.Clear();
        _waiting.Clear();
        _prompts = 0;
    }

    private void Add(TrafficEntry entry, ReadOnlySpan<float> vector)
    {
        if (!_callers.TryGetValue(entry.Caller, out var caller))
        {
            caller = (new float[PromptEmbedding.Length], 0);
        }

        embedding.AddTo(entry.Prompt, caller.Sum, vector);
        _callers[entry.Caller] = (caller.Sum, caller.Count + 1);
    }

    private TrafficWindow Test()
    {
        _windows++;
        var callers = _callers.Count;
        if (callers < MinCallers || _reference.Count < 2 * MinCallers)
        {
            return new TrafficWindow(_windows, _from, _to, _prompts, callers, 0, null, IsFlagged: false);
        }

        float[][] all = [.. _callers.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => Mean(c.Value.Sum, c.Value.Count)), .. _reference];
        var total = new float[PromptEmbedding.Length];
        foreach (var one in all)
        {
            Add(one, total);
        }

        var observed = Discrepancy(all, callers, total);
        var random = new SplitMix(unchecked(((ulong)seed << 32) ^ (ulong)_windows));
        var (beyond, drawn, most) = (0, 0, (int)(falseAlarmRate * (Permutations + 1)) - 1);
        while (drawn < Permutations && (beyond <= most || drawn < 199))
        {
            // The first places are a random sample of all (Fisher and Yates, as far as it is needed).
            for (var i = 0; i < callers; i++)
            {
                var other = i + random.Next(all.Length - i);
                (all[i], all[other]) = (all[other], all[i]);
            }

            drawn++;
            beyond += Discrepancy(all, callers, total) >= observed ? 1 : 0;
        }

        var p = (beyond + 1.0) / (drawn + 1);
        return new TrafficWindow(_windows, _from, _to, _prompts, callers, observed, p, drawn == Permutations && p <= falseAlarmRate);
    }

    /// <summary>The squared distance between the mean of the first vectors and that of the others.</summary>
    private static double Discrepancy(float[][] all, int first, float[] total)
    {
        Span<float> sum = stackalloc float[PromptEmbedding.Length];
        sum.Clear();
        for (var i = 0; i < first; i++)
        {
            Add(all[i], sum);
        }

        var (distance, others) = (0.0, all.Length - first);
        for (var k = 0; k < sum.Length; k++)
        {
            double gap = (sum[k] / first) - ((total[k] - sum[k]) / others);
            distance += gap * gap;
        }

        return distance;
    }

    private static void Add(ReadOnlySpan<float> one, Span<float> into)
    {
        var from = System.Runtime.InteropServices.MemoryMarshal.Cast<float, System.Numerics.Vector<float>>(one);
        var to = System.Runtime.InteropServices.MemoryMarshal.Cast<float, System.Numerics.Vector<float>>(into);
        for (var k = 0; k < to.Length; k++)
        {
            to[k] += from[k];
        }
    }

    private static float[] Mean(float[] sum, int count) => Array.ConvertAll(sum, s => s / count);
}
