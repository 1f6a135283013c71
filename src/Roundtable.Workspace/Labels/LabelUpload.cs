using System.Buffers;
using System.Text.Json;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Plans;
using Roundtable.Record.Files;
using Roundtable.Workspace.Codebooks;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Runs;

namespace Roundtable.Workspace.Labels;

/// <summary>
/// A run of labels whose items were sent: they are kept as <c>items.jsonl</c> in the run's own folder, so that it can be resumed, and removed where nothing
/// comes of it.
/// </summary>
public static class LabelUpload
{
    private const string ItemsName = "items.jsonl";

    /// <summary>Checks what was sent and plans the run; nothing is asked yet.</summary>
    /// <param name="workspace">The data directory and what is connected.</param>
    /// <param name="shared">The log that the process's parts share.</param>
    /// <param name="start">What was sent.</param>
    /// <param name="limits">How much the run may take.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When something of it is not accepted, or a ruling does not allow the use.</exception>
    public static async Task<PreparedLabelling> PrepareAsync(
        WorkspaceContext workspace, SharedLog shared, LabelStart start, RunLimits limits, CancellationToken cancellation)
    {
        if (start.Items.Count == 0 || start.Items.Any(i => i.ValueKind != JsonValueKind.Object))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "Send one or more items, each of them a JSON object.") { Field = "items" };
        }

        if (limits.Calls < 1 || limits.Tokens < 1 || limits.MicroDollars < 1)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "maxCalls, maxTokens and budget take a number above 0.") { Field = "budget" };
        }

        var codebook = CodebookFile.Read(start.Codebook, "codebook");
        var id = SessionId.New(workspace.Time.GetUtcNow());
        var folder = Path.Combine(RunFolders.Root(workspace.DataDirectory), id);
        var items = Path.Combine(folder, ItemsName);
        try
        {
            await Task.Run(() => Keep(folder, items, start.Items), cancellation);
            return await new LabelService(workspace, shared).PrepareAsync(Request(start, codebook, limits, id, items), cancellation);
        }
        catch (WorkspaceException e)
        {
            Discard(folder);

            // Where the items lie is no caller's business.
            throw new WorkspaceException(e.Kind, e.Message.Replace(items, "items", StringComparison.Ordinal), e) { Field = e.Field };
        }
        catch
        {
            Discard(folder);
            throw;
        }
    }

    /// <summary>Removes what was kept for a run that is not begun.</summary>
    public static void Discard(PreparedLabelling prepared) => Discard(prepared.Run.Folder);

    private static LabelRequest Request(LabelStart start, Annotation.Codebooks.Codebook codebook, RunLimits limits, string id, string items) => new(
        codebook,
        new RunRequest
        {
            Id = id,
            Kind = RunKind.Label,
            Items = items,
            Template = "",
            Question = new RunQuestion.FreeText(),
            Panel = start.Panel,
            Seats = start.Models is { Count: > 0 } models ? [.. models.Select(m => new SeatPlan(m))] : null,
            Samples = start.Samples ?? 1,
            Seed = start.Seed ?? RunSettings.UsualSeed,
            For = start.For ?? [],
            StopAt = start.Adaptive,
            Limits = limits,
        })
    {
        TextColumn = start.Text,
        Template = start.Template,
        Gold = start.Gold ?? 0,
        GoldBy = start.GoldBy,
        Promise = start.Promise,
        Queue = start.Queue ?? LabelRequest.UsualQueue,
    };

    private static void Keep(string folder, string path, IReadOnlyList<JsonElement> items)
    {
        var lines = new ArrayBufferWriter<byte>();
        foreach (var item in items)
        {
            using (var json = new Utf8JsonWriter(lines))
            {
                item.WriteTo(json); // on one line, however it was sent
            }

            lines.Write("\n"u8);
        }

        PrivateFiles.CreateDirectory(folder);
        PrivateFiles.Replace(path, lines.WrittenSpan);
    }

    private static void Discard(string folder)
    {
        if (Directory.Exists(folder) && !File.Exists(Path.Combine(folder, RunFolder.HeaderName)))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
