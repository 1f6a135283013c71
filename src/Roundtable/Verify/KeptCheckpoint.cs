using System.CommandLine;
using Roundtable.Record.Checkpoints;
using Roundtable.Workspace;

namespace Roundtable.Verify;

/// <summary>A checkpoint that the verifier kept from an earlier time.</summary>
internal static class KeptCheckpoint
{
    /// <summary><c>--from CHECKPOINT</c>.</summary>
    public static Option<string?> Option() => new("--from")
    {
        Description = "A checkpoint that you kept: the log must begin with what it commits to.",
        HelpName = "FILE",
    };

    /// <summary>Reads the file; null where none was named.</summary>
    /// <exception cref="WorkspaceException">When it is missing or no checkpoint.</exception>
    public static Checkpoint? Read(string? path)
    {
        try
        {
            return path is null ? null : SignedCheckpoint.Parse(File.ReadAllBytes(path)).Checkpoint;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {path}.", e);
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{path} is not a checkpoint: {e.Message}", e);
        }
    }
}
