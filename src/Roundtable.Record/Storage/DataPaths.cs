namespace Roundtable.Record.Storage;

/// <summary>Where a data directory keeps its parts.</summary>
internal static class DataPaths
{
    /// <summary>The public half of the log, which can be served as it is.</summary>
    public static string Log(string directory) => Path.Combine(directory, "log");

    /// <summary>The packs of contents.</summary>
    public static string Content(string directory) => Path.Combine(directory, "content");

    /// <summary>Leaves that no checkpoint speaks of yet.</summary>
    public static string Journal(string directory) => Path.Combine(directory, "journal");
}
