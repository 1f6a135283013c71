using System.Globalization;
using Roundtable.Record.Wording;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Sets.Formats;

namespace Roundtable.Workspace.Sets;

/// <summary>A set to be made.</summary>
public sealed record SetRequest
{
    /// <summary>Where rows come from: sessions, runs, calls or corpus.</summary>
    public required string From { get; init; }

    /// <summary>Which of them; null for all, where there is an all.</summary>
    public string? Filter { get; init; }

    /// <summary>The format of the rows.</summary>
    public required SetFormat Format { get; init; }

    /// <summary>Whether rows are plain texts instead of dialogues, where the format has both.</summary>
    public bool Standard { get; init; }

    /// <summary>Whether rows are written as Parquet instead of JSON Lines.</summary>
    public bool Parquet { get; init; }

    /// <summary>What the set is for: every row is ruled on for it.</summary>
    public required Use Use { get; init; }

    /// <summary>Who wants it; null for the organisation of the configuration.</summary>
    public string? As { get; init; }

    /// <summary>The folder for the set; it has to be empty or not there.</summary>
    public required string Folder { get; init; }

    /// <summary>Its name in the registry, with or without a version; null for the folder's name.</summary>
    public string? Name { get; init; }

    /// <summary>How rows are divided.</summary>
    public SetSplit Split { get; init; } = SetSplit.Usual;

    /// <summary>Whether rows that may not be used are left out; otherwise one of them refuses the set.</summary>
    public bool OnlyAllowed { get; init; }

    /// <summary>Datasets and models of the registry that every row also came from, such as that of the texts that were labelled.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>What is replaced by the name of its kind instead of leaving the row out.</summary>
    public IReadOnlySet<SensitiveGroup> Mask { get; init; } = new HashSet<SensitiveGroup>();

    /// <summary>What stays as it is.</summary>
    public IReadOnlySet<SensitiveGroup> Keep { get; init; } = new HashSet<SensitiveGroup>();

    /// <summary>Files and folders whose texts and test items must not be in the set: <c>PATH</c> or <c>PATH=benchmark:NAME</c>.</summary>
    public IReadOnlyList<string> Against { get; init; } = [];

    /// <summary>Whether rows that are near-duplicates of earlier ones are left out too, and not only equal ones.</summary>
    public bool DedupeNear { get; init; }

    /// <summary>Whether what models thought is left out.</summary>
    public bool WithoutThinking { get; init; }
}

/// <summary>How the rows of a set are divided: shares of the questions, in whole numbers.</summary>
/// <param name="Train">The share for training.</param>
/// <param name="Validation">The share that training is watched with.</param>
/// <param name="Test">The share that is kept for the end.</param>
public sealed record SetSplit(int Train, int Validation, int Test)
{
    /// <summary>Everything for training.</summary>
    public static SetSplit Usual { get; } = new(1, 0, 0);

    /// <summary>Reads shares: <c>90/5/5</c>, <c>90/10</c>.</summary>
    /// <exception cref="WorkspaceException">When they are none.</exception>
    public static SetSplit Parse(string text)
    {
        var parts = text.Split('/');
        var numbers = parts.Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= 1_000_000 ? n : -1).ToArray();
        return parts.Length is 2 or 3 && !numbers.Contains(-1) && numbers[0] > 0
            ? new SetSplit(numbers[0], parts.Length == 3 ? numbers[1] : 0, numbers[^1])
            : throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"--split '{Neutralise.Line(text)}' is not of the form TRAIN/VALIDATION/TEST or TRAIN/TEST in whole numbers, as in 90/5/5.");
    }

    /// <summary>The part that a question belongs to: it depends on the question and the shares alone, so that other rows that come or go move none.</summary>
    /// <param name="question">The question's digest.</param>
    public string PartOf(Record.Entries.Digest question)
    {
        // The last 64 bits, so that nothing is chosen by the digits that are shown.
        Span<byte> bytes = stackalloc byte[Record.Entries.Digest.Length];
        question.CopyTo(bytes);
        var place = (long)(((UInt128)System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]) * (uint)(Train + Validation + Test)) >> 64);
        return place < Train ? "train" : place < Train + Validation ? "validation" : "test";
    }
}
