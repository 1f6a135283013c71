using System.Diagnostics;

namespace Roundtable.Tests.Samples;

/// <summary>DuckDB as the reader and writer of Parquet that is not ours, through its package for Node.</summary>
internal static class DuckDb
{
    private const string Version = "1.5.6-r.1";

    /// <summary>Runs statements with a connection <c>c</c> and the arguments in <c>a</c>.</summary>
    public static async Task RunAsync(string statements, params string[] arguments)
    {
        // Its place is kept between runs: the package is large.
        var node = Path.Combine(Path.GetTempPath(), "roundtable-duckdb-" + Version);
        if (!Directory.Exists(Path.Combine(node, "node_modules", "@duckdb", "node-api")))
        {
            Directory.CreateDirectory(node);
            await RunAsync(node, "npm", "install", "--no-audit", "--no-fund", "--silent", "@duckdb/node-api@" + Version);
        }

        var script = $"import {{ DuckDBInstance }} from '@duckdb/node-api';\nconst a = process.argv.slice(2);\n"
            + $"const c = await (await DuckDBInstance.create(':memory:')).connect();\n{statements}";
        var path = Path.Combine(node, $"script-{Guid.NewGuid():n}.mjs");
        await File.WriteAllTextAsync(path, script, TestContext.Current.CancellationToken);
        try
        {
            await RunAsync(node, "node", [path, .. arguments]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, error);
    }
}
