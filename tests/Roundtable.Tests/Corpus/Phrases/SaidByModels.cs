namespace Roundtable.Tests.Corpus.Phrases;

/// <summary>Texts written for this purpose in which models name themselves: the language, or tr for traces; \n is a line break.</summary>
internal static class SaidByModels
{
    public static string[] All { get; } =
        """
        en|I am ChatGPT, an AI language model developed by OpenAI, and I'm here to help!
        en|Hi there! I'm Claude 3.5 Sonnet, an AI assistant created by Anthropic to be helpful, harmless, and honest.
        en|My name is Gemini. I am a large language model, trained by Google.
        en|I'm Bard, a large language model from Google AI.
        en|I am Phi, an AI developed by Microsoft.
        en|I'm Mixtral, a large language model by Mistral AI.
        en|I am Yi, a large language model developed by 01.AI.
        en|I'm Perplexity, an AI-powered answer engine.
        en|I am Falcon, an AI model built by the Technology Innovation Institute in Abu Dhabi.
        en|I'm Jamba, a language model developed by AI21 Labs.
        en|I am Command R+, a large language model trained by Cohere.
        en|I'm MiniMax-M1, an AI model built by MiniMax.
        en|I am Doubao, an AI assistant created by ByteDance.
        en|I'm Nemotron, a large language model created by NVIDIA.
        en|I'm Granite, an AI language model developed by IBM.
        en|I am Alpaca, a language model fine-tuned at Stanford from LLaMA.
        en|I am Koala, an open-source chatbot trained by researchers at Berkeley.
        en|I am Open Assistant, a chatbot trained to help.
        en|I am StableLM, a large language model developed by Stability AI.
        en|I was created by OpenAI.
        en|I'm a large language model trained by OpenAI, so I don't have preferences.
        en|I am an AI language model and do not have feelings or emotions.
        en|As an AI language model developed by OpenAI, I must follow strict policies.
        en|As a machine learning model, I have no access to your files.
        en|As an artificial intelligence language model, I have been trained on text.
        en|As an AI model, I don't have personal experiences.
        en|I'm just a language model, so I can't help you with that.
        en|I'm an AI assistant and don't have a physical body.
        en|As an AI, I don't have personal beliefs, but I can explain both sides.
        en|Being an AI language model, I have no gender.
        en|I apologize, but as a large language model, I am not able to open links.
        en|I **am** an *AI language model*, so I have no opinions.
        en|AS AN AI LANGUAGE MODEL, I CANNOT BROWSE.
        en|As an AI&nbsp;language model, I can&#39;t do that.
        en|I’m Claude, an AI assistant made by Anthropic.
        en|I’m an AI developed by Anthropic called Claude.
        en|I am Vicuna, a chat assistant trained by fine-tuning LLaMA, and a language model trained by LMSYS.
        en|Sure! I'm Qwen3, a large language model from Alibaba Cloud.
        en|I don't have a name, but I am a language model trained by Meta AI.
        en|I am a large language model called LLaMA, trained by a team of researcher at Meta AI.
        en|I'm DeepSeek-R1, an artificial intelligence assistant created by DeepSeek.
        en|I'm Grok 4, built by xAI.
        en|I'm Kimi K2, an AI assistant developed by Moonshot AI.
        en|I'm Llama 3.1, a large language model developed by Meta.
        en|I am SmolLM, a language model trained by Hugging Face.
        en|I'm GPT-4, a language model from OpenAI.
        en|I'm GPT-5.
        en|Hello! I'm Aria, an AI assistant by Opera.
        en|I'm Tülu, a language model developed by the Allen Institute for AI.
        en|I'm Hermes, an AI assistant developed by Nous Research.
        en|I am not a human, I'm an AI language model.
        en|I'm powered by GPT-4, a language model by OpenAI.
        en|Since I'm an AI language model, I don't eat.
        zh|我是ChatGPT，一个由OpenAI训练的大型语言模型。
        zh|我是 ChatGPT，由 OpenAI 开发的人工智能助手。
        zh|您好，我是由阿里云研发的超大规模语言模型，我的名字是通义千问。
        zh|我是智谱清言，是清华大学KEG实验室和智谱AI公司共同训练的语言模型。
        zh|我是一个人工智能语言模型，没有个人感情。
        zh|作为一个人工智能助手，我无法提供医疗建议。
        zh|作为一款大型语言模型，我没有实时数据。
        zh|抱歉，作为一个AI，我不能谈论这个话题。
        zh|我是豆包，是字节跳动公司开发的人工智能助手。
        zh|我是百川大模型，是由百川智能的工程师们创造的大语言模型。
        zh|我是書生·浦語，由上海人工智慧實驗室開發的語言模型。
        zh|作為一個AI語言模型，我沒有個人觀點。
        zh|我是Claude，由Anthropic开发的AI助手。
        zh|我是腾讯混元大模型，由腾讯公司研发。
        zh|我是一个由深度求索公司开发的智能助手DeepSeek-V3。
        es|Soy ChatGPT, un modelo de lenguaje desarrollado por OpenAI.
        es|Soy un modelo de lenguaje de IA y no tengo emociones.
        es|Como inteligencia artificial, no puedo sentir dolor.
        es|Como modelo de lenguaje entrenado por OpenAI, no tengo acceso a datos en tiempo real.
        es|Lo siento, pero como modelo de lenguaje, no puedo ayudarte con eso.
        es|Soy una inteligencia artificial creada por OpenAI.
        es|Soy Gemini, un modelo de lenguaje grande creado por Google.
        es|Como asistente de IA, no tengo opiniones personales.
        fr|Je suis ChatGPT, un modèle de langage développé par OpenAI.
        fr|En tant que modèle de langage, je n'ai pas d'opinion personnelle.
        fr|En tant que modèle linguistique d'IA, je ne peux pas naviguer sur Internet.
        fr|Je suis une intelligence artificielle et je n'ai pas de corps.
        fr|Désolé, mais en tant qu'assistant IA, je ne peux pas faire cela.
        fr|Je suis Le Chat, un assistant créé par Mistral AI.
        fr|Je suis un grand modèle de langage, entraîné par Google.
        de|Ich bin ChatGPT, ein von OpenAI entwickeltes Sprachmodell.
        de|Ich bin ein großes Sprachmodell, trainiert von OpenAI.
        de|Als künstliche Intelligenz kann ich keine Gefühle empfinden.
        de|Als Sprachmodell habe ich keinen Zugriff auf aktuelle Daten.
        de|Es tut mir leid, aber als KI-Modell kann ich das nicht tun.
        de|Ich bin ein KI-Assistent und habe keine eigene Meinung.
        de|Ich bin Claude, ein KI-Assistent, der von Anthropic entwickelt wurde.
        pt|Sou o ChatGPT, um modelo de linguagem treinado pela OpenAI.
        pt|Como modelo de linguagem, não posso sentir emoções.
        pt|Como uma inteligência artificial, não tenho sentimentos.
        pt|Eu sou um assistente de IA criado pela Anthropic.
        pt|Desculpe, mas como um modelo de linguagem de IA, não posso fazer isso.
        ru|Я ChatGPT, большая языковая модель, обученная OpenAI.
        ru|Как модель искусственного интеллекта, я не могу испытывать эмоции.
        ru|Я языковая модель, созданная компанией OpenAI.
        ru|Как искусственный интеллект, у меня нет личных предпочтений.
        ru|Я — GigaChat, нейросетевая модель от Сбера.
        ru|Извините, но как ИИ я не могу это сделать.
        ja|私はOpenAIによって開発された大規模言語モデル、ChatGPTです。
        ja|私はAIなので、個人的な意見はありません。
        ja|申し訳ありませんが、AI言語モデルとして、その質問にはお答えできません。
        ja|私は人工知能アシスタントですので、感情はありません。
        ja|私はGoogleによってトレーニングされた大規模言語モデルです。
        ja|私はClaudeというAIアシスタントです。
        ko|저는 OpenAI에서 개발한 인공지능 언어 모델인 ChatGPT입니다.
        ko|저는 인공지능 언어 모델이기 때문에 감정을 느낄 수 없습니다.
        ko|AI 언어 모델로서 개인적인 의견을 가지고 있지 않습니다.
        ko|저는 네이버가 개발한 하이퍼클로바X입니다.
        ko|죄송하지만 저는 AI이기 때문에 직접 도와드릴 수 없습니다.
        ko|저는 구글에서 훈련한 대규모 언어 모델입니다.
        it|Sono ChatGPT, un modello linguistico sviluppato da OpenAI.
        it|Come modello di linguaggio AI, non ho opinioni personali.
        it|Sono un'intelligenza artificiale e non ho emozioni.
        it|In quanto modello linguistico, non posso accedere a internet.
        it|Mi dispiace, ma come intelligenza artificiale non posso aiutarti.
        nl|Ik ben ChatGPT, een taalmodel ontwikkeld door OpenAI.
        nl|Als kunstmatige intelligentie kan ik geen emoties ervaren.
        nl|Ik ben een AI-taalmodel en heb geen gevoelens.
        nl|Sorry, maar als AI-assistent kan ik dat niet doen.
        ar|أنا ChatGPT، نموذج لغوي كبير تم تدريبه من قبل OpenAI.
        ar|أنا نموذج لغوي كبير، مدرب من قبل Google.
        ar|كنموذج لغة ذكاء اصطناعي، ليس لدي مشاعر.
        ar|بصفتي مساعد ذكاء اصطناعي، لا يمكنني تقديم نصائح طبية.
        ar|أنا مساعد ذكاء اصطناعي ولا أملك مشاعر.
        tr|<think>Okay, the user wants the capital.</think>Paris.
        tr|Okay, so the user is asking about Paris. Let me think.\n</think>\n\nParis is the capital.
        tr|See [this page](https://example.org/post?id=3&utm_source=openai).
        tr|Rain is likely tomorrow 【12:3†weather.pdf】.
        tr|Growth was 3% filecite\ue202turn2file1\ue201 in May.
        tr|You can download it here: [data.csv](sandbox:/mnt/data/data.csv).
        tr|<tool_call>\n{"name": "get_weather", "arguments": {"city": "Paris"}}\n</tool_call>
        tr|Answer: 42</s><|endoftext|>
        tr|The answer is 4.<|eot_id|>
        tr|[TOOL_CALLS] [{"name": "get_weather"}]
        tr|<|assistant|>\nThe sky is blue.
        tr|<antThinking>Make an artifact.</antThinking> Here it is.
        tr|The fair opened in 1889 :contentReference[oaicite:3]{index=3}
        tr|The fair opened in 1889 ([oai_citation:1‡Wikipedia](https://en.wikipedia.org/)).
        tr|The law passed[web:3][web:7] in May.
        tr|The bridge is long [citation:2].
        tr|◁think▷hm◁/think▷Yes.
        tr|<start_of_turn>model\nHello<end_of_turn>
        """.Split('\n');
}
