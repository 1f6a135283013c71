namespace Roundtable.Deliberation.Sessions;

/// <summary>A document is not a valid session in the format that this program reads.</summary>
/// <param name="path">Where in the document, as a JSONPath such as <c>$.rounds[0].ballots[2]</c>.</param>
/// <param name="problem">What is wrong there, one sentence.</param>
/// <param name="inner">The parser's exception, for debugging.</param>
public sealed class SessionFormatException(string path, string problem, Exception? inner = null)
    : FormatException($"The session file is not valid at {path}: {problem}", inner)
{
    /// <summary>Where in the document, as a JSONPath.</summary>
    public string Path { get; } = path;

    /// <summary>What is wrong there, one sentence.</summary>
    public string Problem { get; } = problem;

    /// <summary>Whether the document is of a newer format than this program reads: nothing is wrong with it, and it must not be replaced.</summary>
    public bool IsNewer { get; init; }
}
