using System.Security.Cryptography;
using Roundtable.Watching.Findings;
using Roundtable.Watching.Sketches;
using Roundtable.Watching.Spread;
using Roundtable.Watching.Storage;
using Roundtable.Watching.Windows;

namespace Roundtable.Watching.Monitoring;

/// <summary>What is known of benign traffic once it was read: what is frequent there, how its callers are, and how often the rules are wrong on it.</summary>
public sealed class LearnedReference
{
    internal LearnedReference(long prompts, int callers, ErrorRates rates, CountMinSketch shingles, ModelReleases models, WindowTest windows) =>
        (Prompts, Callers, Rates, Shingles, Models, Windows) = (prompts, callers, rates, shingles, models, windows);

    /// <summary>
    /// SHA-256 over all that is compared with: the same for the same reference and settings, on every machine.
    /// </summary>
    public byte[] Digest()
    {
        using var hash = SHA256.Create();
        using (var to = new BinaryWriter(new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write)))
        {
            Write(to);
        }

        return hash.Hash!;
    }

    /// <summary>Writes all of it.</summary>
    public void Write(BinaryWriter to)
    {
        WriteBrief(to);
        Shingles.Write(to);
        Models.WriteKnown(to);
        Windows.Write(to);
    }

    /// <summary>Reads what was written.</summary>
    /// <param name="from">Where.</param>
    /// <param name="settings">The settings with which it was learned, without sentence vectors.</param>
    /// <exception cref="InvalidDataException">When it is none, or of other settings.</exception>
    /// <exception cref="EndOfStreamException">When it ends early.</exception>
    public static LearnedReference Read(BinaryReader from, WatchSettings settings)
    {
        var brief = ReadBrief(from);
        var shingles = CountMinSketch.Read(from);
        var models = new ModelReleases();
        models.ReadKnown(from);
        var windows = ReferenceReader.WindowsOf(settings);
        windows.Read(from);
        return new LearnedReference(brief.Prompts, brief.Callers, brief.Rates, shingles, models, windows)
        {
            MaxStyles = brief.MaxStyles,
            Words = brief.Words,
            Spread = brief.Spread,
        };
    }

    /// <summary>Writes what rules compare findings with.</summary>
    internal void WriteBrief(BinaryWriter to)
    {
        foreach (var number in (ReadOnlySpan<long>)
            [Prompts, Callers, Rates.Callers, Rates.FalseCallers, Rates.Windows, Rates.FalseWindows, MaxStyles])
        {
            to.WriteNumber(number);
        }

        Words.Write(to);
        Spread.Write(to);
    }

    /// <summary>Reads what was written; it can judge, and cannot find templates or test windows.</summary>
    /// <exception cref="InvalidDataException">When it is none.</exception>
    internal static LearnedReference ReadBrief(BinaryReader from)
    {
        var prompts = from.ReadNumber();
        var numbers = Enumerable.Range(0, 6).Select(_ => (int)from.ReadNumber(int.MaxValue)).ToArray();
        return new LearnedReference(
            prompts, numbers[0], new ErrorRates(numbers[1], numbers[2], numbers[3], numbers[4]), new CountMinSketch(10), new ModelReleases(),
            new WindowTest(new PromptEmbedding(), 1, 0.1, 0))
        {
            MaxStyles = numbers[5],
            Words = WordCoverage.Read(from),
            Spread = PromptSpread.Read(from),
        };
    }

    /// <summary>How many prompts it had.</summary>
    public long Prompts { get; }

    /// <summary>How many callers.</summary>
    public int Callers { get; }

    /// <summary>How often the rules were wrong on its second half, compared with its first.</summary>
    public ErrorRates Rates { get; }

    /// <summary>Its shingles.</summary>
    internal CountMinSketch Shingles { get; }

    /// <summary>Its models.</summary>
    internal ModelReleases Models { get; }

    /// <summary>The test of windows, with its last callers as the reference.</summary>
    internal WindowTest Windows { get; }

    /// <summary>The most ways of writing that a caller has.</summary>
    internal int MaxStyles { get; init; }

    /// <summary>In how many of its prompts each word is.</summary>
    internal WordCoverage Words { get; init; } = new();

    /// <summary>How all its prompts spread.</summary>
    internal PromptSpread Spread { get; init; } = new();
}
