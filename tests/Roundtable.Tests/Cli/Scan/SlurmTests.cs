using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Corpus.Scanning;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Scan;

/// <summary>A scan on a cluster: real Slurm, real jobs.</summary>
public sealed class SlurmTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("rt-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Both_scripts_have_every_option_that_decides_what_is_read_and_how_it_is_ruled_on()
    {
        var corpus = Path.Combine(_data.FullName, "a.jsonl");
        await File.WriteAllTextAsync(corpus, "{\"text\":\"one row\"}\n", Cancellation);
        var configuration = Path.Combine(_data.FullName, "ours.yaml");
        await File.WriteAllTextAsync(configuration, "organisation: example/org\n", Cancellation);
        var sbatch = Path.Combine(Directory.CreateDirectory(Path.Combine(_data.FullName, "bin")).FullName, "sbatch");
        await File.WriteAllTextAsync(sbatch, "#!/bin/sh\necho 7\n", Cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(sbatch, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var program = new RoundtableProcess(_data.FullName);
        program.Variables["PATH"] = Path.GetDirectoryName(sbatch) + ":" + Environment.GetEnvironmentVariable("PATH");
        var report = Path.Combine(_data.FullName, "report");
        var (code, _, error) = await program.RunAsync(
            Cancellation, "scan", corpus, "--out", report, "--slurm", "2", "--config", configuration, "--require-read", "0.9", "--dry-run");
        Assert.True(code == ExitCode.Ok, error);
        foreach (var script in (string[])["scan.sh", "merge.sh"])
        {
            var text = await File.ReadAllTextAsync(Path.Combine(report, "slurm", script), Cancellation);
            Assert.Contains($"'--config={configuration}'", text, StringComparison.Ordinal);
            Assert.Contains("'--require-read=0.9'", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_path_that_looks_like_an_option_is_a_path_in_the_script_too()
    {
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "-a.jsonl"), "{\"text\":\"one row\"}\n", Cancellation);
        var (code, _, _) = await new RoundtableProcess(_data.FullName).RunAsync(Cancellation, "scan", "--out", "report", "--slurm", "1", "--dry-run", "--sbatch=--parsable", "--", "-a.jsonl");
        Assert.NotEqual(ExitCode.Usage, code);
        var script = Path.Combine(_data.FullName, "report", "slurm", "scan.sh");
        using var shard = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("bash", [script]) { Environment = { ["SLURM_ARRAY_TASK_ID"] = "1" } })!;
        await shard.WaitForExitAsync(Cancellation);
        Assert.Equal(0, shard.ExitCode);
        Assert.True(File.Exists(Path.Combine(_data.FullName, "report", "report.json")) || Directory.EnumerateFiles(Path.Combine(_data.FullName, "report", "work"), "*.rows").Any());
    }

    [Fact]
    public async Task An_array_job_and_its_merge_give_the_bytes_of_one_run()
    {
        var corpus = Path.Combine(_data.FullName, "it's a corpus");
        Directory.CreateDirectory(corpus);
        for (var f = 0; f < 5; f++)
        {
            await File.WriteAllLinesAsync(Path.Combine(corpus, $"{f}.jsonl"), Enumerable.Range(0, 200).Select(i => $$"""{"text":"row {{i % 37}} of a file of rows, and file {{f % 2}} it is","model":"{{(i % 3 == 0 ? "gpt-4" : "human")}}"}"""), Cancellation);
        }

        var program = new RoundtableProcess(_data.FullName);
        var (single, shared) = (Path.Combine(_data.FullName, "single"), Path.Combine(_data.FullName, "shared"));
        var (code, _, why) = await program.RunAsync(Cancellation, "scan", corpus, "--out", single, "--dry-run");
        Assert.True(code == ExitCode.Ok, why);
        await using var cluster = await SlurmCluster.StartAsync(Path.Combine(_data.FullName, "slurm"), Cancellation);
        program.Variables["SLURM_CONF"] = cluster.Configuration;
        var (submitted, said, error) = await program.RunAsync(Cancellation, "scan", corpus, "--out", shared, "--slurm", "3", "--dry-run");
        Assert.True(submitted == ExitCode.Ok, error);
        Assert.Contains("array job", said, StringComparison.Ordinal);
        await cluster.IdleAsync(Cancellation);
        Assert.True(File.Exists(Path.Combine(shared, "report.json")), string.Join('\n', Directory.EnumerateFiles(Path.Combine(shared, "slurm"), "*.log").Select(File.ReadAllText)));
        foreach (var name in Directory.EnumerateFiles(single).Select(Path.GetFileName))
        {
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(single, name!), Cancellation), await File.ReadAllBytesAsync(Path.Combine(shared, name!), Cancellation));
        }
    }
}
