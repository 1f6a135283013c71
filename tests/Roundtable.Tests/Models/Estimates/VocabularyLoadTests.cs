using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Models.Estimates;

/// <summary>The vocabulary is 88 MiB: a poll without a budget does not load so much as the library that reads it.</summary>
public sealed class VocabularyLoadTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_a_budget_loads_it(bool budget)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process has loaded is read from /proc.");
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await ProviderServer.StartAsync(async context =>
        {
            asked.TrySetResult();
            await answer.Task;
            await ProviderAnswers.Says("""{"choice":"1","reasoning":"It is so.","confidence":0.9}""")(context);
        });
        await File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "roundtable.yaml"),
            $"connections:\n  lab:\n    address: {server.Address}v1\n    models: [one]\nmodels:\n  lab/one: {{ input: 1, output: 1 }}\n",
            Cancellation);
        var program = new RoundtableProcess(_data.FullName);
        string[] more = budget ? ["--budget", "1"] : [];
        using var process = program.Start(["ask", "Which?", "-o", "Left", "-o", "Right", "-m", "lab/one", "--json", .. more]);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await Task.WhenAny(asked.Task, process.WaitForExitAsync(Cancellation));
        Assert.True(asked.Task.IsCompleted, "The program ended before it asked.");

        var loaded = await File.ReadAllTextAsync($"/proc/{process.Id}/maps", Cancellation);
        answer.SetResult();
        Assert.Equal(budget, loaded.Contains("Microsoft.ML.Tokenizers", StringComparison.Ordinal));
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, await output + await error);
    }
}
