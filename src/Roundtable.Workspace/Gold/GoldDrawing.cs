using System.Globalization;
using System.Security.Cryptography;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Gold;
using Roundtable.Deliberation.Plans;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Gold;

/// <summary>Draws gold: the plan goes on record, the seed follows from its leaf, and the draw goes on record before anything of it is shown.</summary>
/// <param name="workspace">The data directory and the clock.</param>
/// <param name="folders">Where sheets are kept.</param>
internal sealed class GoldDrawing(WorkspaceContext workspace, SheetFolders folders)
{
    private const int RandomBytes = 32;
    private const int MaxSeed = 500;
    private const int MaxNamed = 5;

    /// <summary>Draws from items, or finishes a draw of the same items that was interrupted.</summary>
    public async Task<StoredSheet> DrawAsync(RecordLog log, GoldDrawRequest request, IReadOnlyList<GoldItem> items, CancellationToken cancellation)
    {
        if (request.Seed is { } seed && (seed.Length is 0 or > MaxSeed || seed.Any(char.IsControl)))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"The seed has 1 to {MaxSeed} characters on one line.") { Field = "seed" };
        }

        var keys = new TextKeys();
        List<FrameItem> frameItems = [.. items.Select(i => new FrameItem(i.Id, keys.Of(i.Text), i.Stratum))];
        RefuseExamples(request.Codebook, frameItems, keys);
        var frame = Frame(frameItems);
        var (earlier, interrupted) = Earlier(request, frame.Digest);
        var drawn = earlier.SelectMany(e => e.Items).Select(i => i.Drawn.Text).ToHashSet();
        if (RandomDraw.Problem(frameItems, request.Size, drawn) is { } problem)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, problem) { Field = "size" };
        }

        var id = interrupted ?? SessionId.New(workspace.Time.GetUtcNow());
        if (interrupted is null)
        {
            folders.WritePlan(id, SheetJson.Write(id, workspace.Time.GetUtcNow(), new GoldPlan(
                request.Codebook.Digest, frame, request.Size, request.Seed ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes)))
            {
                By = request.By,
                Earlier = [.. earlier.Select(e => e.Id)],
            }));
        }

        var document = folders.Plan(id)!;
        var (plan, made) = (SheetJson.ReadPlan(document), SheetJson.ReadMade(document));
        var planned = CanonicalJson.Write(document);
        var receipt = await log.AppendOnceAsync(
            new Leaf { Kind = LeafKind.Gold, Time = made, Session = id, Document = Digest.Of(planned) }, [planned], cancellation);
        var draw = RandomDraw.Draw(frameItems, plan, receipt.Leaf, plan.Seed(receipt.Hash), drawn);
        var texts = items.ToDictionary(i => i.Id, i => i.Text, StringComparer.Ordinal);
        var sheet = new SheetDocument(
            id, made, 0, request.Codebook, GoldOrigin.Draw, draw, [.. draw.Items.Select(i => new SheetItem(i, texts[i.Id]))]);
        return await KeepAsync(log, sheet, [receipt.Leaf], cancellation);
    }

    /// <summary>Puts a sheet on record and keeps it.</summary>
    public async Task<StoredSheet> KeepAsync(RecordLog log, SheetDocument sheet, IReadOnlyList<long> inputs, CancellationToken cancellation)
    {
        var bytes = sheet.Bytes();
        var receipt = await log.AppendOnceAsync(
            new Leaf { Kind = LeafKind.Gold, Time = sheet.Made, Session = sheet.Id, Inputs = inputs, Document = Digest.Of(bytes) }, [bytes], cancellation);
        var kept = sheet with { Leaf = receipt.Leaf };
        folders.Write(kept);
        return new StoredSheet(kept, folders.History(sheet.Id).Read());
    }

    /// <summary>Refuses items that the codebook shows as examples: who labels them has read the answer.</summary>
    public static void RefuseExamples(Codebook codebook, IReadOnlyList<FrameItem> items, TextKeys keys)
    {
        var examples = codebook.ExampleTexts.Select(keys.Of).ToHashSet();
        List<FrameItem> shown = [.. items.Where(i => examples.Contains(i.Text))];
        if (shown.Count > 0)
        {
            var named = string.Join(", ", shown.Take(MaxNamed).Select(i => $"'{Neutralise.Line(i.Id)}'"));
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                string.Create(CultureInfo.InvariantCulture, $"{shown.Count} of the items have the text of an example of the codebook: {named}")
                    + $"{(shown.Count > MaxNamed ? ", …" : "")}. Gold must not be among the examples: take these items out, or write other examples.");
        }
    }

    /// <summary>The earlier draws by the codebook from a frame, and the id of one that was interrupted.</summary>
    private (List<SheetDocument> Earlier, string? Interrupted) Earlier(GoldDrawRequest request, Digest frame)
    {
        List<SheetDocument> earlier = [];
        string? interrupted = null;
        foreach (var id in folders.Ids())
        {
            if (folders.Plan(id) is not { } json || SheetJson.ReadPlan(json) is not { } plan
                || plan.Frame.Digest != frame || plan.Codebook != request.Codebook.Digest)
            {
                continue;
            }

            if (folders.Document(id) is { } done)
            {
                earlier.Add(done);
            }
            else if (plan.Size != request.Size || plan.By != request.By || (request.Seed is not null && request.Seed != plan.Given))
            {
                throw new WorkspaceException(
                    ErrorKind.InvalidInput,
                    string.Create(CultureInfo.InvariantCulture, $"A draw of {plan.Size} from these items was interrupted, and its seed is fixed. ")
                        + "Finish it first: "
                        + string.Create(CultureInfo.InvariantCulture, $"--size {plan.Size}{(plan.By is null ? "" : $" --by {Neutralise.Line(plan.By)}")}."));
            }
            else
            {
                interrupted = id;
            }
        }

        return (earlier, interrupted);
    }

    private static GoldFrame Frame(List<FrameItem> items)
    {
        try
        {
            return GoldFrame.Of(items);
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(e.Message)} Ids must be unique.", e);
        }
    }
}
