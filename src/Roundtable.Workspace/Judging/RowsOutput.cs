using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Judging;

/// <summary>What is written of a judged file of rows.</summary>
/// <param name="Allowed">A file for the rows that may be used together; null for none.</param>
/// <param name="Answers">A file for each row's number and answer, as JSON Lines; null for none.</param>
/// <param name="Replace">Whether files that are there may be replaced; the judged file never is.</param>
public sealed record RowsOutput(string? Allowed = null, string? Answers = null, bool Replace = false)
{
    /// <summary>Refuses to write over files.</summary>
    /// <param name="judged">Path of the judged file.</param>
    /// <exception cref="WorkspaceException">When a file is there already.</exception>
    public void Check(string judged)
    {
        foreach (var written in ((string?[])[Allowed, Answers]).OfType<string>())
        {
            if (Path.GetFullPath(written) == Path.GetFullPath(judged) || (File.Exists(written) && !Replace))
            {
                throw new WorkspaceException(
                    ErrorKind.Unwritable, $"{Neutralise.Line(written)} is there already: give another name, or --force to replace it.");
            }
        }
    }
}
