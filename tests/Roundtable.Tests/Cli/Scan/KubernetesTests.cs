using System.Diagnostics;
using System.Globalization;
using k8s;
using k8s.Models;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Scan;

/// <summary>A scan as a Kubernetes job: the manifests are read as a cluster reads them, and the commands of their pods are run as pods run them.</summary>
public sealed class KubernetesTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("rt-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Pods_and_their_merge_give_the_bytes_of_one_run()
    {
        var corpus = Corpus("it's a $(corpus) of $$5, $HOME");
        var program = new RoundtableProcess(_data.FullName);
        var (single, shared) = (Path.Combine(_data.FullName, "single"), Path.Combine(_data.FullName, "shared"));
        var (code, _, why) = await program.RunAsync(Cancellation, "scan", corpus, "--out", single, "--dry-run", "--similarity", "0.6");
        Assert.True(code == ExitCode.Ok, why);

        var (written, said, error) = await program.RunAsync(
            Cancellation, "scan", corpus, "--out", shared, "--dry-run", "--similarity=0.6", "--threads", "2", "--kubernetes", "3", "--image", "registry.example/roundtable:1",
            "--claim", $"all={_data.FullName}", "--pod-cpu", "2", "--pod-memory", "1Gi", "--namespace", "data", "--pods", "2");
        Assert.True(written == ExitCode.Ok, error);
        Assert.Contains("kubectl wait --for=condition=complete", said, StringComparison.Ordinal);
        var (scan, merge) = (await ReadAsync(shared, "scan.yaml"), await ReadAsync(shared, "merge.yaml"));

        Assert.Equal(("Indexed", 3, 2), (scan.Spec.CompletionMode, scan.Spec.Completions, scan.Spec.Parallelism));
        Assert.Null(merge.Spec.CompletionMode);
        Assert.All([scan, merge], job =>
        {
            var pod = job.Spec.Template.Spec;
            var container = Assert.Single(pod.Containers);
            Assert.Equal(("data", "Never", "registry.example/roundtable:1"), (job.Metadata.NamespaceProperty, pod.RestartPolicy, container.Image));
            Assert.Equal("all", Assert.Single(pod.Volumes).PersistentVolumeClaim.ClaimName);
            Assert.Equal(_data.FullName, Assert.Single(container.VolumeMounts).MountPath);
            Assert.Equal((2m, 1L << 30), (container.Resources.Requests["cpu"].ToDecimal(), (long)container.Resources.Limits["memory"].ToDecimal()));
            Assert.False(pod.AutomountServiceAccountToken);
        });
        Assert.Contains("--threads", scan.Spec.Template.Spec.Containers[0].Command);

        for (var pod = 0; pod < 3; pod++)
        {
            await RunAsync(scan, pod);
        }

        await RunAsync(merge, 0);
        foreach (var name in Directory.EnumerateFiles(single).Select(f => Path.GetFileName(f)!))
        {
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(single, name), Cancellation), await File.ReadAllBytesAsync(Path.Combine(shared, name), Cancellation));
        }
    }

    [Theory]
    [InlineData("--image is missing", "--image", "--claim", "all=DATA")]
    [InlineData("no claim", "--claim", "--image", "i")]
    [InlineData("a claim for another folder", "is on no volume that the pods share", "--image", "i", "--claim", "all=/elsewhere")]
    [InlineData("a claim without a folder", "CLAIM=PATH", "--image", "i", "--claim", "all")]
    [InlineData("a claim's name", "CLAIM=PATH", "--image", "i", "--claim", "All Of It=DATA")]
    [InlineData("an image's name", "is no name that Kubernetes takes", "--image", "i\nj", "--claim", "all=DATA")]
    [InlineData("memory", "--pod-memory", "--image", "i", "--claim", "all=DATA", "--pod-memory", "lots")]
    [InlineData("a password", "has a password", "--image", "i", "--claim", "all=DATA", "--store", "postgres://me:secret@host/db")]
    public async Task What_pods_cannot_run_is_refused_with_the_fix(string what, string says, params string[] options)
    {
        var corpus = Corpus("corpus");
        var (code, output, error) = await new RoundtableProcess(_data.FullName).RunAsync(
            Cancellation, ["scan", corpus, "--out", Path.Combine(_data.FullName, "out"), "--kubernetes", "2", .. options.Select(o => o.Replace("DATA", _data.FullName, StringComparison.Ordinal))]);
        Assert.True(code == ExitCode.Usage, $"{what}: {code} {output}{error}");
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret@", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_data.FullName, "out")), what);
    }

    [Fact]
    public async Task An_option_of_pods_alone_is_no_scan_here()
    {
        var (code, _, error) = await new RoundtableProcess(_data.FullName).RunAsync(Cancellation, "scan", Corpus("corpus"), "--image", "i");
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("--image needs --kubernetes", error, StringComparison.Ordinal);
    }

    private string Corpus(string name)
    {
        var corpus = Directory.CreateDirectory(Path.Combine(_data.FullName, name)).FullName;
        for (var f = 0; f < 4; f++)
        {
            File.WriteAllLines(Path.Combine(corpus, $"{f}.jsonl"), Enumerable.Range(0, 60).Select(i => $$"""{"text":"row {{i % 17}} of a file of rows, and file {{f % 2}} it is","model":"{{(i % 3 == 0 ? "gpt-4" : "human")}}"}"""));
        }

        return corpus;
    }

    /// <summary>A word of a command as Kubernetes reads it: $$ is a dollar, and none of the names in $(…) is a variable of these pods but the number.</summary>
    private static string Expanded(string word) => System.Text.RegularExpressions.Regex.Replace(
        word, @"\$\$|\$\(JOB_COMPLETION_INDEX\)", m => m.Value == "$$" ? "$" : "a variable's value",
        System.Text.RegularExpressions.RegexOptions.NonBacktracking);

    private static async Task<V1Job> ReadAsync(string folder, string name) =>
        KubernetesYaml.Deserialize<V1Job>(await File.ReadAllTextAsync(Path.Combine(folder, "kubernetes", name), Cancellation), strict: true);

    /// <summary>Runs a pod's command as a kubelet does: its words with variables replaced, in its working directory, with the number of the pod in a variable.</summary>
    private async Task RunAsync(V1Job job, int pod)
    {
        var bin = Directory.CreateDirectory(Path.Combine(_data.FullName, "bin")).FullName;
        var program = Path.Combine(bin, "roundtable");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\nexec dotnet '{RoundtableProcess.Program}' \"$@\"\n", Cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var container = job.Spec.Template.Spec.Containers[0];
        var path = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}";
        var start = new ProcessStartInfo("env", [$"PATH={path}", .. container.Command.Select(Expanded)]) { WorkingDirectory = container.WorkingDir, RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["JOB_COMPLETION_INDEX"] = pod.ToString(CultureInfo.InvariantCulture);
        start.Environment["XDG_CONFIG_HOME"] = _data.FullName;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, output + await error);
    }
}
