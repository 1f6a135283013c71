using System.Globalization;
using System.Text;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Models.Batches;

/// <summary>
/// What a <see cref="BatchProvider"/> does wrong, each as the share of the occasions: drawn by a seed, the same way again with the same one. What happens to
/// a request happens to its first submission alone, unless it is told to last.
/// </summary>
internal sealed record BatchMischief
{
    public int Seed { get; init; }

    /// <summary>Looks at a batch before it is over.</summary>
    public int Polls { get; init; } = 1;

    /// <summary>Results come in another order than the requests.</summary>
    public bool Reorders { get; init; }

    /// <summary>Calls that fail before they do anything, half of them with 429 and half with 500.</summary>
    public double FailsCalls { get; init; }

    /// <summary>Batches that are made, and whose answer never comes.</summary>
    public double LosesCreations { get; init; }

    /// <summary>Requests that expire; their batch ends as expired.</summary>
    public double Expires { get; init; }

    /// <summary>Requests that end with a server's error.</summary>
    public double FailsLines { get; init; }

    /// <summary>Requests whose line comes twice.</summary>
    public double Duplicates { get; init; }

    /// <summary>Lines that are cut in their middle, in one download of several.</summary>
    public double GarblesLines { get; init; }

    /// <summary>Downloads that break off.</summary>
    public double CutsDownloads { get; init; }

    /// <summary>Whether what happens to requests happens to every submission of them.</summary>
    public bool Lasts { get; init; }

    /// <summary>The tokens that may wait at once; a batch with more is refused.</summary>
    public long QueueTokens { get; init; } = long.MaxValue;

    /// <summary>Requests with a temperature are rejected.</summary>
    public bool RejectsTemperature { get; init; }

    /// <summary>Whether a thing happens to something.</summary>
    public bool Hits(double share, string what, int occasion) => share > 0
        && BitConverter.ToUInt32(Digest.Of(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Seed} {what} {occasion}"))).ToArray())
            < share * uint.MaxValue;
}
