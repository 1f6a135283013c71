using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Disclosure.Forms;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Disclosing.Forms;

/// <summary>A filled form as JSON: the document of its leaf when it is published. docs/formats/disclosure.md.</summary>
public static class FormJson
{
    /// <summary>A form as JSON.</summary>
    public static JsonObject Of(FilledForm form)
    {
        var json = new JsonObject
        {
            ["format"] = FilledForm.Current,
            ["form"] = Kebab.Name(form.Template.Kind),
            ["title"] = form.Template.Title,
            ["basis"] = form.Template.Basis,
            ["subject"] = form.Subject.ToString(),
            ["on"] = form.Facts.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["missing"] = form.Missing.Count(),
            ["commitments"] = Document.Array(form.Facts.Commitments, c => c.Leaf),
            ["sections"] = Document.Array(form.Sections, Section),
            ["notice"] = FormText.Notice,
        };
        if (form.Facts.Subject.Entry.Owner is { } owner)
        {
            json["owner"] = owner;
        }

        return json;
    }

    private static JsonObject Section(FilledSection section) => new()
    {
        ["number"] = section.Section.Number,
        ["title"] = section.Section.Title,
        ["items"] = Document.Array(section.Items, Item),
    };

    private static JsonObject Item(FilledItem item)
    {
        var json = new JsonObject
        {
            ["key"] = item.Item.Key,
            ["title"] = item.Item.Title,
            ["state"] = Kebab.Name(item.State),
            ["figures"] = Document.Array(item.Figures, Figure),
        };
        if (item.Answer is { } answer)
        {
            json["answer"] = answer;
        }

        if (item.State is ItemState.NotKnown or ItemState.Contradicted)
        {
            json["settle"] = item.Item.Settle;
        }

        return json;
    }

    private static JsonObject Figure(FormFigure figure)
    {
        var source = new JsonObject { ["kind"] = figure.Source.Kind, ["id"] = figure.Source.Id };
        if (figure.Source.Leaf is { } leaf)
        {
            source["leaf"] = leaf;
        }

        return new JsonObject { ["text"] = figure.Text, ["source"] = source };
    }
}
