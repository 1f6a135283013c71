namespace Roundtable.Deliberation.Ballots;

/// <summary>
/// Recognises a refusal in an answer without a choice by what models say when they decline, in their own words. The list is maintained by language. A
/// phrase names what the model will not do (answer, take part, take sides, help), so that "I cannot see why" is none; whoever adds one adds a
/// counter-example to its tests.
/// </summary>
internal static class RefusalPhrases
{
    private const int MaxLength = 1_500;
    private const int MaxOpening = 260;

    private static readonly string[] _english =
    [
        .. from head in (string[])
           [
               "i can't", "i cannot", "i can not", "i'm not able to", "i am not able to", "i'm unable to", "i am unable to", "i won't", "i will not",
               "i won't be able to", "i will not be able to", "i decline to", "i must decline to", "i have to decline to", "i'd rather not", "i would rather not",
               "i respectfully decline to", "i need to decline to",
           ]
           from what in (string[])
           [
               "help with", "help you with", "assist", "take part", "participate", "take sides", "take a side", "take a position", "take a stance", "take a stand",
               "discuss", "answer this", "answer that", "answer your", "answer the question", "answer such", "engage", "comply", "fulfil", "do that", "vote on th",
               "vote in th", "provide an opinion", "provide opinions", "provide assistance", "provide help", "provide that", "provide this", "provide a response",
               "offer an opinion", "offer opinions", "offer a personal", "share an opinion", "share opinions", "express an opinion", "give an opinion", "weigh in",
           ]
           select $"{head} {what}",
        "i must decline.", "i have to decline.", "i must decline this", "i must decline your", "i respectfully decline.",
        "think it's appropriate for me", "think it is appropriate for me", "not appropriate for me to", "be appropriate for me to", "i don't feel comfortable taking",
        "i'm not comfortable taking", "i am not comfortable taking", "i don't take sides", "i do not take sides", "i don't take positions",
        "against my guidelines", "violates my guidelines", "i don't have personal opinions", "i do not have personal opinions",
    ];

    /// <summary>By ISO 639-1 code, folded as <see cref="Fold"/> does; each stands in the first sentences of a refusal.</summary>
    private static readonly Dictionary<string, string[]> _phrases = new(StringComparer.Ordinal)
    {
        ["en"] = _english,
        ["de"] =
        [
            "dabei kann ich nicht helfen", "damit kann ich nicht helfen", "dabei kann ich leider nicht helfen", "kann ich dir nicht helfen",
            "kann ich ihnen nicht helfen", "ich kann dabei nicht helfen", "kann diese anfrage nicht", "kann ich nicht teilnehmen", "ich kann daran nicht teilnehmen",
            "ich kann dazu keine stellung", "ich möchte dazu keine stellung", "ich kann nicht partei ergreifen", "muss diese anfrage ablehnen",
            "muss die teilnahme ablehnen", "ich kann diese frage nicht beantworten", "diese frage kann ich nicht beantworten",
        ],
        ["fr"] =
        [
            "je ne peux pas vous aider", "je ne peux pas t'aider", "je ne peux pas aider", "je ne peux pas répondre à", "je ne peux pas participer",
            "je ne peux pas prendre parti", "je ne peux pas prendre position", "je ne suis pas en mesure de répondre", "je ne suis pas en mesure de vous aider",
            "je ne suis pas en mesure de participer", "je dois décliner", "je refuse de répondre", "je refuse de participer", "je préfère ne pas prendre position",
        ],
        ["es"] =
        [
            "no puedo ayudarte", "no puedo ayudarle", "no puedo ayudar con", "no puedo responder a esta", "no puedo participar", "no puedo tomar partido",
            "no puedo tomar una posición", "debo rechazar esta solicitud", "debo rechazar esta petición", "debo declinar", "no me es posible ayudar",
            "no me es posible responder", "no me es posible participar",
        ],
        ["pt"] =
        [
            "não posso ajudar", "não posso responder a est", "não posso participar", "não posso tomar partido", "não posso tomar uma posição",
            "não consigo ajudar com", "devo recusar este pedido", "não me é possível ajudar", "não me é possível responder",
        ],
        ["it"] =
        [
            "non posso aiutarti", "non posso aiutarla", "non posso aiutare", "non posso rispondere a questa", "non posso partecipare", "non posso prendere posizione",
            "non posso schierarmi", "devo declinare", "devo rifiutare questa richiesta", "non sono in grado di aiutar",
        ],
        ["nl"] =
        [
            "daar kan ik niet mee helpen", "daar kan ik niet bij helpen", "hier kan ik niet mee helpen", "hier kan ik niet bij helpen", "daarbij kan ik niet helpen",
            "ik kan hier niet mee helpen", "ik kan daar niet mee helpen", "ik kan je hier niet bij helpen", "ik kan je hier niet mee helpen",
            "ik kan geen partij kiezen", "ik kan geen standpunt innemen", "ik kan hier niet aan deelnemen", "ik kan deze vraag niet beantwoorden",
        ],
        ["pl"] =
        [
            "nie mogę w tym pomóc", "nie mogę ci w tym pomóc", "nie mogę odpowiedzieć na to", "nie mogę brać w tym udziału", "nie mogę wziąć w tym udziału",
            "nie mogę zająć stanowiska", "nie jestem w stanie pomóc", "muszę odmówić odpowiedzi", "muszę odmówić udziału",
        ],
        ["cs"] =
        [
            "s tím nemohu pomoci", "s tím vám nemohu pomoci", "s tím nemůžu pomoct", "nemohu odpovědět na tuto", "nemohu se účastnit", "nemohu zaujmout stanovisko",
            "musím odmítnout odpověď",
        ],
        ["sv"] =
        [
            "jag kan inte hjälpa till med", "jag kan inte hjälpa dig", "det kan jag inte hjälpa", "jag kan inte delta i", "jag kan inte ta ställning i",
            "jag måste avböja", "jag kan inte svara på den här",
        ],
        ["ru"] =
        [
            "я не могу помочь с", "я не могу помочь вам", "не могу вам помочь", "я не могу с этим помочь", "не могу с этим помочь", "я не могу ответить на этот",
            "я не могу участвовать", "я не могу занимать сторону", "я не могу занять чью-либо сторону", "я вынужден отказаться от ответа",
            "я отказываюсь отвечать", "я отказываюсь участвовать",
        ],
        ["uk"] =
        [
            "я не можу допомогти", "не можу з цим допомогти", "я не можу відповісти на це", "я не можу брати участь", "я не можу зайняти сторону",
            "я відмовляюся відповідати",
        ],
        ["tr"] =
        [
            "bu konuda yardımcı olamam", "yardımcı olamıyorum", "bu soruya yanıt veremem", "bu soruya cevap veremem", "taraf tutamam", "bu isteği reddetmek",
            "oylamaya katılamam",
        ],
        ["ar"] =
        [
            "لا أستطيع مساعدتك", "لا يمكنني مساعدتك", "لا أستطيع المساعدة", "لا يمكنني المساعدة", "لا يمكنني الإجابة عن هذا", "لا يمكنني الإجابة على هذا",
            "لا أستطيع المشاركة", "لا يمكنني المشاركة", "لا يمكنني اتخاذ موقف",
        ],
        ["hi"] =
        [
            "मैं इसमें मदद नहीं कर", "मैं इसमें आपकी मदद नहीं कर", "मैं आपकी मदद नहीं कर", "मैं इस प्रश्न का उत्तर नहीं दे", "मैं इसमें भाग नहीं ले", "मैं कोई पक्ष नहीं ले",
        ],
        ["id"] =
        [
            "saya tidak dapat membantu", "saya tidak bisa membantu", "saya tidak dapat menjawab pertanyaan", "saya tidak dapat berpartisipasi",
            "saya tidak dapat memihak", "saya harus menolak permintaan",
        ],
        ["vi"] =
        [
            "tôi không thể giúp", "tôi không thể hỗ trợ", "tôi không thể trả lời câu hỏi", "tôi không thể tham gia", "tôi không thể đứng về", "tôi xin từ chối trả lời",
        ],
        ["zh"] =
        [
            "我无法提供帮助", "我不能提供帮助", "我无法协助", "我不能协助", "我无法帮助您", "我不能帮助您", "我无法回答这个", "我不能回答这个", "我无法参与", "我不能参与",
            "我无法表态", "我不便表态", "我必须拒绝回答", "我必须拒绝这个请求", "我无法就此发表", "我無法提供協助", "我無法回答", "我無法參與", "无法给到相关内容",
        ],
        ["ja"] =
        [
            "お手伝いできません", "お手伝いすることはできません", "お答えできません", "お答えすることはできません", "回答することはできません", "議論には参加できません",
            "投票には参加できません", "参加することはできません", "お断りします", "お断りいたします", "ご要望には対応できません",
        ],
        ["ko"] =
        [
            "도와드릴 수 없습니다", "도와 드릴 수 없습니다", "도움을 드릴 수 없습니다", "답변드릴 수 없습니다", "답변할 수 없습니다", "참여할 수 없습니다", "요청을 거절해야",
            "요청에 응할 수 없습니다", "입장을 취할 수 없습니다",
        ],
    };

    /// <summary>The languages of the list, by ISO 639-1 code.</summary>
    public static IReadOnlyCollection<string> Languages => _phrases.Keys;

    /// <summary>Whether <paramref name="text"/>, which holds no choice, says in its first sentences that the model declines, and is short enough to be only that.</summary>
    public static bool Recognise(string text)
    {
        var start = text.AsSpan().Trim();
        if (start.Length is 0 or > MaxLength)
        {
            return false;
        }

        var opening = Fold(start[..Math.Min(MaxOpening, start.Length)].ToString());
        return _phrases.Values.Any(list => Array.Exists(list, phrase => opening.Contains(phrase, StringComparison.Ordinal)));
    }

    private static string Fold(string text) => text.Replace('\u2019', '\'').Replace('\u02BC', '\'').ToLowerInvariant();
}
