using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Roundtable.Tests.Models;
using Roundtable.Tests.Models.Batches;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Runs;

namespace Roundtable.Tests.Workspace.Runs.Batches;

/// <summary>The program itself, killed while it talks to a provider's batches.</summary>
public sealed partial class BatchKillTests
{
    private const int Items = 60;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_is_killed_at_any_call_about_a_batch_pays_nothing_twice()
    {
        for (var at = 1; at <= TestDepth.Of(6, 20); at++)
        {
            var data = Directory.CreateTempSubdirectory("roundtable-batches-");
            var provider = new BatchProvider(TimeProvider.System, new BatchMischief { Seed = at, Expires = 0.2, Reorders = true }) { Answers = Ballot };
            await using var server = await ProviderServer.StartAsync(provider.AnswerAsync);
            await File.WriteAllTextAsync(Path.Combine(data.FullName, "roundtable.yaml"), $"""
                connections:
                  lab:
                    address: {server.Address}v1
                    batches: true
                    models: [m]
                models:
                  lab/m: {"{"} input: {BatchProvider.InputPrice}, output: {BatchProvider.OutputPrice}, batch_discount: 0.5 {"}"}
                """, Cancellation);
            await File.WriteAllLinesAsync(
                Path.Combine(data.FullName, "q.jsonl"),
                Enumerable.Range(1, Items).Select(i => JsonSerializer.Serialize(new { id = i.ToString(CultureInfo.InvariantCulture), question = $"Is {i} even?" })),
                Cancellation);
            var program = new RoundtableProcess(data.FullName) { Variables = { ["ROUNDTABLE_BATCH_PACE"] = "0.002" } };
            var folder = Path.Combine(data.FullName, "run");
            string[] poll = ["poll", "q.jsonl", "-o", "Yes", "-o", "No", "-m", "lab/m", "--batch", "--yes", "--out", folder];

            using (var process = program.Start(poll))
            {
                var (calls, acted, killed) = (0, at % 2 == 0, false);
                provider.Hangs = (path, after) =>
                {
                    if (!killed && after == acted && (path.Contains("batches", StringComparison.Ordinal) || path.Contains("files", StringComparison.Ordinal))
                        && ++calls == at)
                    {
                        killed = true;
                        process.Kill();
                    }

                    return killed && !process.HasExited;
                };
                process.StandardInput.Close();
                _ = process.StandardOutput.ReadToEndAsync(Cancellation);
                var error = process.StandardError.ReadToEndAsync(Cancellation);
                await process.WaitForExitAsync(Cancellation);
                Assert.True(killed || process.ExitCode == 0, await error);
                provider.Hangs = null;
            }

            var (code, output, said) = await program.RunAsync(Cancellation, "runs", "resume", folder, "--json");
            Assert.True(code == 0, output + said);
            var run = RunFolder.Open(folder);
            Assert.Equal(Items, run.Results().Count());
            Assert.All(run.Results(), r => Assert.Equal("vote", Assert.Single(r.Seats).Answer.Kind));
            Assert.All(provider.Charged, c => Assert.Equal(1, c.Value));
            Assert.Equal(Items - 20, provider.Charged.Count);
            var progress = JsonNode.Parse(output)!["progress"]!;
            Assert.Equal(0, (int)progress["unpricedCalls"]!);
            Assert.InRange((long)progress["microDollars"]!, (long)(provider.Bill * 0.99m), (long)(provider.Bill * 1.01m) + Items);
            data.Delete(recursive: true);
        }
    }

    /// <summary>A vote for Yes, under the key by which the prompt shows it.</summary>
    private static string Ballot(string prompt) => new JsonObject
    {
        ["reasoning"] = "It is.",
        ["choice"] = Shown().Match(prompt) is { Success: true } match ? match.Groups["key"].Value : "Yes",
        ["objection"] = null,
        ["confidence"] = 0.8,
    }.ToJsonString();

    [GeneratedRegex(@"^(?:Option )?(?<key>\w+): Yes\r?$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Shown();
}
