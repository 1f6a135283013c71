using Roundtable.Watching.Findings;
using Roundtable.Watching.Sketches;
using Roundtable.Watching.Spread;
using Roundtable.Watching.Windows;

namespace Roundtable.Watching.Monitoring;

/// <summary>What is known of benign traffic once it was read: what is frequent there, how its callers are, and how often the rules are wrong on it.</summary>
public sealed class LearnedReference
{
    internal LearnedReference(long prompts, int callers, ErrorRates rates, CountMinSketch shingles, ModelReleases models, WindowTest windows) =>
        (Prompts, Callers, Rates, Shingles, Models, Windows) = (prompts, callers, rates, shingles, models, windows);

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
