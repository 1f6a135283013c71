namespace Roundtable.Workspace.Configuration;

/// <summary>By which a change of the configuration's file is seen without reading it.</summary>
/// <param name="File">Its path; null where there is none.</param>
/// <param name="Written">When it was written (UTC).</param>
/// <param name="Length">Its size in bytes.</param>
public readonly record struct ConfigurationStamp(string? File, DateTime Written, long Length)
{
    /// <summary>The stamp of the file that holds now.</summary>
    /// <param name="workspace">Which file.</param>
    public static ConfigurationStamp Of(WorkspaceContext workspace)
    {
        string[] places = workspace.ConfigurationFile is { } named
            ? [named]
            : [RoundtableConfiguration.FileName, Path.Combine(PanelFile.ConfigDirectory(workspace.Variables), RoundtableConfiguration.FileName)];
        var file = places.Select(p => new FileInfo(p)).FirstOrDefault(f => f.Exists);
        return new ConfigurationStamp(file?.FullName, file?.LastWriteTimeUtc ?? default, file?.Length ?? 0);
    }
}
