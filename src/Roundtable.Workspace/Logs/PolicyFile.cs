using Roundtable.Record.Witnesses;

namespace Roundtable.Workspace.Logs;

/// <summary>A file with a trust policy: whose signatures and cosignatures are wanted.</summary>
public static class PolicyFile
{
    /// <summary>Reads a policy; null where none was named.</summary>
    /// <exception cref="WorkspaceException">When the file is missing or no policy.</exception>
    public static TrustPolicy? Read(string? path)
    {
        try
        {
            return path is null ? null : TrustPolicy.Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {path}.", e);
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.Configuration, $"{path}, {e.Message.TrimEnd('.')}.", e);
        }
    }
}
