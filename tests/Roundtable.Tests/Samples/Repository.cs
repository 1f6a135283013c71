namespace Roundtable.Tests.Samples;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>Its directory.</summary>
    public static string Root { get; } = Find();

    /// <summary>Where another project was built together with these tests.</summary>
    /// <param name="project">Its directory.</param>
    public static string BuiltIn(string project)
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(project, "bin", own.Parent!.Name, own.Name);
    }

    private static string Find()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Roundtable.slnx")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("The tests run outside of a checkout.");
        }

        return directory;
    }
}
