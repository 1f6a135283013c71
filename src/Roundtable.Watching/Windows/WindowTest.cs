using Roundtable.Watching.Storage;
using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Windows;

/// <summary>
/// Windows of traffic against a rolling reference: the maximum mean discrepancy between callers of the window and callers of the windows before it that were
/// not flagged, and how new to the others what they write is (<see cref="WindowNovelty"/>): the greatest deviation is what is tested. What is permuted
/// are callers, each as the mean of its prompts in the window, because prompts of one caller depend on each other. A prompt that was in the window before
/// is passed by: callers who ask the same depend on each other too.
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
    public const int MaxReference = 4800;

    // Permutations before which nothing is decided.
    private const int Fewest = 199;

    private readonly Queue<WindowCaller> _reference = new();
    private readonly Dictionary<string, WindowCaller> _callers = new(StringComparer.Ordinal);
    private readonly List<TrafficEntry> _waiting = [];
    private readonly HashSet<ulong> _asked = [];
    private readonly HashSet<string> _askedTexts = new(StringComparer.Ordinal);
    private int _prompts;
    private int _windows;
    private DateTimeOffset _from;
    private DateTimeOffset _to;

    /// <summary>How many permutations there are: enough for ten to lie beyond the threshold.</summary>
    public int Permutations { get; } = Math.Max(Fewest, (int)Math.Ceiling(10 / falseAlarmRate) - 1);

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
            if (_asked.Add(entry.Prompt.Whole))
            {
                Add(entry, default(ReadOnlySpan<float>));
            }
        }
        else if (_askedTexts.Add(entry.Text ?? throw new ArgumentException("Sentence vectors need the words of every prompt.", nameof(entry))))
        {
            _waiting.Add(entry);
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
            foreach (var (_, caller) in _callers.OrderBy(c => c.Key, StringComparer.Ordinal))
            {
                _reference.Enqueue(caller);
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
    internal void Write(BinaryWriter to) => to.WriteList(_reference, (w, caller) => caller.Write(w));

    /// <summary>Adds to the reference what was written.</summary>
    /// <exception cref="InvalidDataException">When it is none.</exception>
    internal void Read(BinaryReader from)
    {
        foreach (var caller in from.ReadList(f => WindowCaller.Read(f, embedding), MaxReference))
        {
            _reference.Enqueue(caller);
        }
    }

    /// <summary>Leaves an unfinished window out.</summary>
    public void Forget()
    {
        _callers.Clear();
        _waiting.Clear();
        _asked.Clear();
        _askedTexts.Clear();
        _prompts = 0;
    }

    private void Add(TrafficEntry entry, ReadOnlySpan<float> vector)
    {
        if (!_callers.TryGetValue(entry.Caller, out var caller))
        {
            _callers[entry.Caller] = caller = new WindowCaller(embedding);
        }

        caller.Add(entry.Prompt, vector);
    }

    private TrafficWindow Test()
    {
        _windows++;
        var callers = _callers.Count;
        if (callers < MinCallers || _reference.Count < 2 * MinCallers)
        {
            return new TrafficWindow(_windows, _from, _to, _prompts, callers, 0, null, IsFlagged: false);
        }

        var all = WindowSample.Of([.. _callers.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value), .. _reference], embedding.Length);
        var sums = new WindowSums(all, embedding.Length, callers);
        var random = new SplitMix(unchecked(((ulong)seed << 32) ^ (ulong)_windows));
        using var statistics = Statistics(sums, all.Length, callers, random).GetEnumerator();
        statistics.MoveNext();
        var (discrepancy, observed) = statistics.Current;
        var (beyond, drawn, most) = (0, 0, (int)(falseAlarmRate * (Permutations + 1)) - 1);
        while (drawn < Permutations && (beyond <= most || drawn < Fewest) && statistics.MoveNext())
        {
            drawn++;
            beyond += statistics.Current.Most >= observed ? 1 : 0;
        }

        var p = (beyond + 1.0) / (drawn + 1);
        return new TrafficWindow(_windows, _from, _to, _prompts, callers, discrepancy, p, drawn == Permutations && p <= falseAlarmRate);
    }

    /// <summary>The statistics of the window as it is, and of each permutation after it: of few at first, since most windows are decided by them.</summary>
    private IEnumerable<(double Discrepancy, double Most)> Statistics(WindowSums sums, int all, int first, SplitMix random)
    {
        var order = Enumerable.Range(0, all).ToArray();
        var chosen = order[..first];
        for (int drawn = 0, batch = Fewest; drawn < Permutations; drawn += batch, batch = Math.Min(3 * drawn, Permutations - drawn))
        {
            foreach (var statistic in sums.Statistics([.. chosen, .. Draw(order, first, batch, random)]))
            {
                yield return statistic;
            }

            chosen = [];
        }
    }

    /// <summary>The places that come first in so many permutations, one permutation behind the other.</summary>
    private static int[] Draw(int[] order, int first, int permutations, SplitMix random)
    {
        var drawn = new int[permutations * first];
        for (var at = 0; at < drawn.Length; at += first)
        {
            // The first places are a random sample of all (Fisher and Yates, as far as it is needed).
            for (var i = 0; i < first; i++)
            {
                var other = i + random.Next(order.Length - i);
                (order[i], order[other]) = (order[other], order[i]);
            }

            order.AsSpan(0, first).CopyTo(drawn.AsSpan(at));
        }

        return drawn;
    }
}
