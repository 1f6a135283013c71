using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Models.Protocols;
using Roundtable.Workspace.PanelModels;

namespace Roundtable.Web.PanelModels;

/// <summary>A request while its members are read.</summary>
internal sealed class RequestDraft
{
    private readonly List<string> _instructions = [];
    private readonly List<PanelTurn> _turns = [];

    /// <summary>The model; empty until it is read.</summary>
    public string Model { get; set; } = "";

    /// <summary>Whether a stream is wanted.</summary>
    public bool Stream { get; set; }

    /// <summary>Whether a stream of chat completions ends with the usage.</summary>
    public bool IncludeUsage { get; set; }

    /// <summary>Sampling temperature.</summary>
    public double? Temperature { get; set; }

    /// <summary>Nucleus sampling.</summary>
    public double? TopP { get; set; }

    /// <summary>Limit on one seat's answer in tokens.</summary>
    public int? MaxTokens { get; set; }

    /// <summary>Reasoning effort.</summary>
    public string? Effort { get; set; }

    /// <summary>Tokens of thinking before the answer.</summary>
    public int? Thinking { get; set; }

    /// <summary>The schema of the answer.</summary>
    public JsonElement? Schema { get; set; }

    /// <summary>The caller's labels of a response.</summary>
    public JsonElement? Metadata { get; set; }

    /// <summary>Settings of a response that are repeated in it.</summary>
    public JsonObject Repeated { get; } = [];

    /// <summary>Adds an instruction of the caller's.</summary>
    public void Instruct(string text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            _instructions.Add(text);
        }
    }

    /// <summary>Adds a message.</summary>
    public void Say(string role, string text) => _turns.Add(new PanelTurn(role, text));

    /// <summary>The request, once all members are read.</summary>
    /// <param name="protocol">What it is written in.</param>
    /// <param name="messages">Name of the member that holds the messages.</param>
    /// <exception cref="PanelRequestException">When it has no question, or no panel's name.</exception>
    public PanelCall ToCall(Protocol protocol, string messages)
    {
        if (Model.Length == 0)
        {
            throw PanelRequestException.Invalid("model", "is required: name a panel, such as \"roundtable/rehearsal\".");
        }

        if (PanelModelName.Panel(Model) is not { } panel)
        {
            throw new PanelRequestException(
                404, "model_not_found", "model", $"'{Model}' is not a panel: names of panels begin with '{PanelModelName.Prefix}'.");
        }

        if (_turns.Count == 0 || _turns[^1] is not { Role: "user" } last || string.IsNullOrWhiteSpace(last.Text))
        {
            throw PanelRequestException.Invalid(
                messages, "should end with a message of the user that has a text: it is the question, which a panel answers anew.");
        }

        return new PanelCall(protocol, Model, new PanelRequest(panel, last.Text)
        {
            Instructions = _instructions.Count > 0 ? string.Join("\n\n", _instructions) : null,
            Conversation = _turns[..^1],
            Temperature = Temperature,
            TopP = TopP,
            MaxTokens = MaxTokens,
            Effort = Effort,
            Thinking = Thinking,
            Schema = Schema,
        })
        {
            Stream = Stream,
            IncludeUsage = IncludeUsage,
            Metadata = Metadata,
            Repeated = Repeated,
        };
    }
}
