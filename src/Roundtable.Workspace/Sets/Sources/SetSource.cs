using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Sets.Sources;

/// <summary>Where the rows of a set come from. It can be read more than once, and says the same each time.</summary>
internal abstract class SetSource
{
    /// <summary>The source in words, as in <c>sessions all</c>.</summary>
    public abstract string Title { get; }

    /// <summary>Reads the rows, in an order that depends on nothing else.</summary>
    /// <param name="reading">Receives them.</param>
    /// <exception cref="WorkspaceException">When what the filter names does not exist, or cannot be read.</exception>
    public abstract void Read(SetReading reading);

    /// <summary>A source by its name and filter.</summary>
    /// <param name="from">sessions, runs, calls or corpus.</param>
    /// <param name="filter">Which of them; null for all, where there is an all.</param>
    /// <exception cref="WorkspaceException">When there is no such source, or it needs a filter.</exception>
    public static SetSource Of(string from, string? filter) => from switch
    {
        "sessions" => new SessionRows(filter ?? "all"),
        "calls" => new CallRows(filter ?? "all"),
        "runs" => new RunRows(filter ?? throw Missing("a run: its id, the beginning of it, last, or its folder")),
        "corpus" => new CorpusSetRows(filter ?? throw Missing("the folder of a scan's report")),
        _ => throw new WorkspaceException(
            ErrorKind.InvalidInput, $"Unknown source '{Neutralise.Line(from)}'. Known sources: sessions, runs, calls, corpus."),
    };

    private static WorkspaceException Missing(string what) => new(ErrorKind.InvalidInput, $"Name {what}.");
}
