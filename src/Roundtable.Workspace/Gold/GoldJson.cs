using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Gold;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Gold;

/// <summary>Sheets, items and labels as the command line and the API answer them. What a panel says is in none of them but <see cref="Panel"/>.</summary>
public static class GoldJson
{
    /// <summary>A sheet in a list.</summary>
    public static JsonObject Row(StoredSheet sheet)
    {
        var progress = GoldProgress.Of(sheet);
        return new JsonObject
        {
            ["id"] = sheet.Id,
            ["origin"] = Kebab.Name(sheet.Gold.Origin),
            ["random"] = sheet.Gold.Origin == GoldOrigin.Draw,
            ["codebook"] = new JsonObject { ["name"] = sheet.Codebook.Name, ["digest"] = sheet.Codebook.Digest.ToString() },
            ["made"] = sheet.Made.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["leaf"] = sheet.Leaf,
            ["items"] = progress.Items,
            ["labelled"] = progress.Labelled,
            ["twice"] = progress.Agreement.Both,
            ["disagreements"] = progress.Agreement.Both - progress.Agreement.Same,
            ["open"] = progress.Agreement.Open,
            ["cannotTell"] = progress.CannotTell,
        };
    }

    /// <summary>A sheet with its draw and how far people agree.</summary>
    public static JsonObject Whole(StoredSheet sheet)
    {
        var json = Row(sheet);
        var agreement = GoldProgress.Of(sheet).Agreement;
        json["agreement"] = new JsonObject
        {
            ["both"] = agreement.Both,
            ["same"] = agreement.Same,
            ["adjudicated"] = agreement.Adjudicated,
            ["pi"] = agreement.Pi,
        };
        if (sheet.Gold.Draw is { } draw)
        {
            json["draw"] = new JsonObject
            {
                ["planLeaf"] = draw.PlanLeaf,
                ["given"] = draw.Plan.Given,
                ["seed"] = draw.Seed.ToString(),
                ["by"] = draw.Plan.By,
                ["frame"] = new JsonObject
                {
                    ["digest"] = draw.Plan.Frame.Digest.ToString(),
                    ["items"] = draw.Plan.Frame.Items,
                    ["texts"] = draw.Plan.Frame.Texts,
                },
                ["earlier"] = Document.Array(draw.Plan.Earlier, e => e),
                ["strata"] = Document.Array(draw.Strata, s => new JsonObject
                {
                    ["name"] = s.Name,
                    ["items"] = s.Items,
                    ["texts"] = s.Texts,
                    ["drawn"] = s.Drawn,
                }),
            };
        }

        return json;
    }

    /// <summary>An item for somebody who is to label it.</summary>
    public static JsonObject Item(SheetItem item) => new() { ["id"] = item.Drawn.Id, ["text"] = item.Text };

    /// <summary>A label.</summary>
    public static JsonObject Label(GoldLabel label) => new()
    {
        ["item"] = label.Item,
        ["annotator"] = label.Annotator,
        ["layer"] = Kebab.Name(label.Layer),
        ["answer"] = label.Answer.ToString(),
    };

    /// <summary>An item on which two people differ.</summary>
    public static JsonObject Dispute(StoredSheet sheet, GoldVerdict verdict)
    {
        var json = Item(sheet.Find(verdict.Item.Id)!);
        json["first"] = Label(verdict.First!);
        json["second"] = Label(verdict.Second!);
        json["adjudicated"] = verdict.Adjudicated is { } decided ? Label(decided) : null;
        return json;
    }

    /// <summary>What a panel says of an item, beside the label of the person who asks.</summary>
    public static JsonObject Panel(SheetItem item, GoldLabel own)
    {
        var json = Item(item);
        json["own"] = own.Answer.ToString();
        json["panel"] = item.Panel!.Answer.ToString();
        json["probability"] = item.Panel.Probability;
        return json;
    }
}
