using Roundtable.Record.Checkpoints;

namespace Roundtable.Workspace.Logs;

/// <summary>A checkpoint that the verifier kept from an earlier time.</summary>
public static class KeptCheckpoint
{
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
