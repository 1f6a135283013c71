namespace Roundtable.Record.Storage;

/// <summary>Paths within a data directory.</summary>
internal static class DataPaths
{
    /// <summary>The public half of the log, which can be served as is.</summary>
    public static string Log(string directory) => Path.Combine(directory, "log");

    /// <summary>The packs of contents.</summary>
    public static string Content(string directory) => Path.Combine(directory, "content");

    /// <summary>Leaves not yet covered by a checkpoint.</summary>
    public static string Journal(string directory) => Path.Combine(directory, "journal");
}
